"""``python -m orgsim`` is ``orgsim``."""

from orgsim.cli.main import main

if __name__ == "__main__":
    main()
