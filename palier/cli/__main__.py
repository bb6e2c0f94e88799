from palier.cli import main

main()
