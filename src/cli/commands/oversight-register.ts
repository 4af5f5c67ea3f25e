import { writeFile } from 'node:fs/promises'
import { isoDate, systemClock } from '../../kernel/index.ts'
import { contractOn, registerPage } from '../../oversight/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { chosenRegisterOf, registerOption } from '../oversight/chosen-register.ts'
import { table } from '../terminal.ts'

export const oversightRegister: Command = {
  name: 'oversight register',
  summary: 'the outside face-search services that are known, and what the agency has with each',
  details:
    'The list comes with Casebound, from public sources; entries that no source confirmed are marked. A file of your own (--register) adds\nservices and says which contract the agency has, from when until when; a contract that ends closes by itself.\nWith --data, the contracts that the house has on record (casebound oversight contract) stand in the place of those.',
  options: {
    register: registerOption,
    as: { type: 'string', hint: 'LOGIN', words: 'with --data: act as this user (at the console only)' },
    page: { type: 'string', hint: 'FILE', words: 'write the register as a page for the public' },
    agency: { type: 'string', hint: 'NAME', words: 'name of the agency on that page' },
  },
  examples: [
    'casebound oversight register',
    'casebound oversight register --register our-register.json --page outside-face-search.html --agency "Example Police"',
  ],
  run: async (input, desk) => {
    const { terminal } = desk
    const register = await chosenRegisterOf(desk, input, 'oversight register')
    const day = isoDate(systemClock.now())
    const services = register.services.map((one) => ({ ...one, contract: contractOn(register, one.id, day) }))
    const page = input.text('page')
    if (page !== undefined) {
      await writeFile(page, registerPage(register, { agency: input.text('agency') ?? 'The agency', day }))
      terminal.print(`Written: ${page}`)
    }
    terminal.print(
      table([
        ['service', 'kind', 'with the agency', 'domains'],
        ...services.map((one) => [
          one.unsure ? `${one.name} (not confirmed)` : one.name,
          one.kind,
          one.contract.words,
          one.domains.map(({ domain, unsure }) => (unsure ? `${domain}?` : domain)).join(' '),
        ]),
      ]),
    )
    terminal.print(
      `\n${services.length} services, register ${register.version}. "?": no source that we read confirms it.`,
    )
    terminal.result({
      version: register.version,
      digest: register.digest,
      services,
      contracts: register.contracts,
    })
    return exitCodes.done
  },
}
