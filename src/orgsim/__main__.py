"""``python -m orgsim`` is ``orgsim``."""

from orgsim.faces.cli.main import main

if __name__ == "__main__":
    main()
