"""The `palier` command. Each command is loaded only when it is called."""


def main() -> None:
    """Run the command of this process's arguments, and exit with its status."""
    from palier.cli.commands import palier

    palier(prog_name="palier")
