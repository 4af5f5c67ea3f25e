export type { ExitCode } from './command.ts'
export { runCli } from './run-cli.ts'
export type { Wiring } from './wiring.ts'
