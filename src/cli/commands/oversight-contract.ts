import { builtinRegister, contractStatuses } from '../../oversight/index.ts'
import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { chosenRegister, registerOption } from '../oversight/chosen-register.ts'

export const oversightContract: Command = {
  name: 'oversight contract',
  summary: 'put on record what the agency has with an outside face-search service, from which day on',
  details:
    'Only a contract opens a service, and its last day closes it by itself: in reviews, in block lists, and on the public page. Once a review was\nkept, it begins today at the earliest, so that no use is made lawful afterwards. Nothing is changed; what is recorded last counts from its\nfirst day on. Supervisors, programme managers and administrators record it.',
  options: {
    service: { type: 'string', hint: 'ID', words: 'of casebound oversight register --json', required: true },
    status: {
      type: 'string',
      hint: contractStatuses.join('|'),
      words: 'what the agency has',
      required: true,
    },
    from: { type: 'string', hint: 'DATE', words: 'first day of it', required: true },
    until: { type: 'string', hint: 'DATE', words: 'last day of a contract' },
    why: { type: 'string', hint: 'TEXT', words: 'the contract, order or decision', required: true },
    register: { ...registerOption, words: 'the agency’s own register, where only that names the service' },
    ...asOption,
  },
  examples: [
    'casebound oversight contract --service clearview-ai --status forbidden --from 2020-11-13 --why "Notice 4.2"',
    'casebound oversight contract --service rekognition --status contracted --from 2027-01-01 --until 2027-12-31 --why "Tender 7"',
  ],
  run: (...given) =>
    atDoor(given, 'oversight contract', async (door) => {
      const [input, desk] = given
      const text = (name: string) => input.text(name) ?? ''
      const until = input.text('until')
      const service = text('service')
      const shipped = builtinRegister().services.some(({ id }) => id === service)
      const entry = shipped
        ? undefined
        : (await chosenRegister(input)).services.find(({ id }) => id === service)
      const logged = await door.call<{ logIndex: number }>('POST', '/api/oversight/contracts', {
        ...{ service, status: text('status'), from: text('from'), why: text('why') },
        ...(until === undefined ? {} : { until }),
        ...(entry === undefined ? {} : { entry }),
      })
      desk.terminal.print(`On record, entry ${logged.logIndex} of the log.`)
      return logged
    }),
}
