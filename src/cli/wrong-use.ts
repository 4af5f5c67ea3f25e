/** The command line itself was wrong: shown with a pointer to the help, exit code 2. */
export class WrongUse extends Error {}
