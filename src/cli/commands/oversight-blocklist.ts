import { writeFile } from 'node:fs/promises'
import { isoDate, systemClock } from '../../kernel/index.ts'
import { blocklistFormats, writeBlocklist } from '../../oversight/index.ts'
import { type Command, exitCodes, type Input } from '../command.ts'
import { chosenRegisterOf, registerOption } from '../oversight/chosen-register.ts'
import { WrongUse } from '../wrong-use.ts'

export const oversightBlocklist: Command = {
  name: 'oversight blocklist',
  summary: 'write a block list of outside face search for your resolver, proxy or browsers',
  details:
    'rpz: a zone for response-policy (BIND, Unbound, PowerDNS, Knot). squid: lines for squid.conf. hosts, dnsmasq, adblock, pac, umbrella: as named.\nA service with a contract in force stays open. Entries that no source confirmed, and pages about products, are left out and told.\nWith --data, the contracts that the house has on record count.',
  options: {
    format: { type: 'string', hint: blocklistFormats.join('|'), required: true, words: 'kind of list' },
    out: { type: 'string', hint: 'FILE', words: 'write it there instead of to standard output' },
    register: registerOption,
    as: { type: 'string', hint: 'LOGIN', words: 'with --data: act as this user (at the console only)' },
    'include-unsure': { type: 'boolean', words: 'also entries that no source confirmed' },
    'include-sites': { type: 'boolean', words: 'also pages about products, where nothing can be searched' },
    otherwise: {
      type: 'string',
      hint: 'PROXY',
      words: 'what a PAC file answers for all else (default DIRECT)',
    },
  },
  examples: [
    'casebound oversight blocklist --format rpz --out /etc/bind/db.face-search.rpz',
    'casebound oversight blocklist --format pac --otherwise "PROXY proxy.example.org:3128" --out proxy.pac',
  ],
  run: async (input, desk) => {
    const { terminal } = desk
    const register = await chosenRegisterOf(desk, input, 'oversight blocklist')
    const format = chosenFormat(input)
    const otherwise = input.text('otherwise')
    const { text, blocked, notBlocked } = writeBlocklist(register, {
      format,
      day: isoDate(systemClock.now()),
      unsure: input.flag('include-unsure'),
      sites: input.flag('include-sites'),
      ...(otherwise === undefined ? {} : { otherwise }),
    })
    const out = input.text('out')
    if (out !== undefined) await writeFile(out, text)
    else terminal.print(text.trimEnd())
    terminal.note(`${blocked} names are blocked, ${notBlocked.length} are not:`)
    for (const { name, because } of notBlocked) terminal.note(`  ${name}: ${because}`)
    terminal.result({
      format,
      register: register.version,
      blocked,
      notBlocked,
      ...(out ? { out } : { text }),
    })
    return exitCodes.done
  },
}

function chosenFormat(input: Input) {
  const given = input.text('format')
  const format = blocklistFormats.find((one) => one === given)
  if (!format)
    throw new WrongUse(`"${given ?? ''}" is no kind of list; choose from ${blocklistFormats.join(', ')}.`)
  return format
}
