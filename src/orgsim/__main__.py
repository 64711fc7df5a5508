"""``python -m orgsim`` is ``orgsim``."""

from orgsim.faces.cli import main

if __name__ == "__main__":
    main()
