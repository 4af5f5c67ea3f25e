import type { AreaPlace } from '../../lead/index.ts'
import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { namedPart } from '../place-option.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

export const oversightArea: Command = {
  name: 'oversight area',
  summary:
    'show the area that the agency serves, or set it anew; a request for an incident outside it is held',
  details:
    'Without --place and --none nothing is changed. An incident is in the area where one place covers one part of what the request says of it:\nmunicipality, county, state or postal code. The log shows how many places there are, and not which.',
  options: {
    place: {
      type: 'string',
      hint: 'KIND=NAME',
      words:
        'municipality, county, state or postal-code; a state after a comma ("municipality=Burbank, CA"); 900* is every code that begins so; may be given several times',
      multiple: true,
    },
    none: { type: 'boolean', words: 'take the area back: no incident is outside' },
    words: { type: 'string', hint: 'TEXT', words: 'why; at least 20 characters' },
    ...asOption,
  },
  examples: [
    'casebound oversight area --as auditor',
    'casebound oversight area --place "municipality=Los Angeles, CA" --place "postal-code=900*" --words "As the city charter draws it."',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight area', async (door) => {
      const given = input.texts('place')
      if (given.length > 0 && input.flag('none')) throw new WrongUse('Give places or --none, not both.')
      if (given.length > 0 || input.flag('none')) {
        const body = { places: given.map(areaPlace), words: input.text('words') ?? '' }
        const { logIndex } = await door.call<{ logIndex: number }>('POST', '/api/oversight/area', body)
        desk.terminal.print(`Set: entry ${logIndex} of the log.`)
      }
      const answer = await door.call<{ places: readonly AreaPlace[] }>('GET', '/api/oversight/area')
      const rows = answer.places.map(({ kind, name, state = '' }) => [kind, name, state])
      desk.terminal.print(
        rows.length === 0
          ? 'No area is set: no incident is outside.'
          : table([['kind', 'name', 'state'], ...rows]),
      )
      return answer
    }),
}

function areaPlace(text: string): AreaPlace {
  const { kind, name } = namedPart(text)
  const [place = '', state] =
    kind === 'municipality' || kind === 'county' ? name.split(/,(?=[^,]*$)/) : [name]
  return { kind, name: place.trim(), ...(state?.trim() ? { state: state.trim() } : {}) }
}
