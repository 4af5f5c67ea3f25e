export {
  type Blocklist,
  type BlocklistFormat,
  blocklistFormats,
  writeBlocklist,
} from './blocklist/write-blocklist.ts'
export type { OversightRefusalCode } from './refusal-code.ts'
export { type ContractStanding, contractOn } from './register/contract-on.ts'
export { builtinRegister, type Register, readRegister } from './register/read-register.ts'
export type { Contract, Service } from './register/register-entry.ts'
export { registerPage } from './register/register-page.ts'
