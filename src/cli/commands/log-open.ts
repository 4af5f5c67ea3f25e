import type { CanonicalValue } from '../../kernel/index.ts'
import { catalogue, entryTypes } from '../../ledger/index.ts'
import { type OpenedEntry, type OpenedField, quorumWords, verifyDisclosureFile } from '../../proof/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { cosignedWords, isTlogProof, openTlogProof, ownPolicy, readNamed } from '../open-tlog-proof.ts'

export const logOpen: Command = {
  name: 'log open',
  summary: 'check a proof or a file of opened values offline, and read it in plain words',
  details: [
    'FILE is what casebound log disclose wrote, or a .tlog-proof of any log of this kind, which needs the bytes of its entry (--entry).',
    'With --policy the signed checkpoints in it must carry the cosignatures that your own witness policy (C2SP tlog-policy) asks for, whatever',
    'the log says of its witnesses; the log lines of the policy are the keys you trust, unless --vkey names one.',
    '',
    'It needs no data folder and no network. Exits with 0 only when both entries stand in the log of the key, every value is the one that was',
    'committed to, and the log tells of exactly this opening; else 1 with what is wrong, and no value is shown.',
  ].join('\n'),
  positionals: [{ name: 'FILE', words: 'file of opened values, or a .tlog-proof' }],
  options: {
    vkey: {
      type: 'string',
      hint: 'VKEY',
      words:
        'verifier key of the log from a source you trust; else the one in the file is used, which is said',
    },
    policy: {
      type: 'string',
      hint: 'FILE',
      words: 'witness policy of your own that the checkpoint must satisfy',
    },
    entry: { type: 'string', hint: 'FILE', words: 'exact bytes of the entry that a .tlog-proof is about' },
  },
  examples: [
    'casebound log open opened.json --vkey police.example/fr-log/1+1a2b3c4d+AbCd…',
    'casebound log open search.tlog-proof --entry search.json --policy my-witnesses.txt',
  ],
  run: async (input, { terminal }) => {
    const bytes = await readNamed(input.positionals[0] ?? '')
    const policy = await ownPolicy(input)
    if (isTlogProof(bytes)) return openTlogProof(bytes, { input, policy, terminal })
    const report = await verifyDisclosureFile(bytes, { vkey: input.text('vkey'), policy })
    const { verified, problems, opened, onRecord, vkey, vkeyPinned } = report
    if (!opened || !onRecord) {
      terminal.print('THIS DOES NOT HOLD. No value is shown.')
      for (const problem of problems) terminal.print(`  ${problem}`)
      terminal.result({ verified: false, problems, verifierKey: vkey, keyPinned: vkeyPinned })
      return exitCodes.fault
    }
    terminal.print(`${titleOf(opened)}\n`)
    for (const field of opened.fields) printField(terminal.print, { field, type: typeOf(opened) })
    terminal.print('\nIn public the entry says:')
    for (const [name, value] of Object.entries(opened.entry))
      if (!['v', 't', 'id', 'w', 'u', 'c'].includes(name)) terminal.print(`  ${name}: ${shown(value)}`)
    const recipient = onRecord.fields.find(({ name }) => name === 'recipient')?.value
    terminal.print(
      `\nEntry ${onRecord.index} of the log (week ${shown(onRecord.entry.w ?? '')}) tells of this opening, for ${shown(recipient ?? '')} (${shown(onRecord.entry.audience ?? '')}).`,
    )
    terminal.print(
      'Everything holds: both entries are in the signed log, and every value is the one committed to.',
    )
    if (policy) terminal.print(cosignedWords(policy))
    if (!vkeyPinned) terminal.print('The key came from the file itself; give --vkey to know whose log it is.')
    terminal.result({
      ...{ verified, index: opened.index, type: typeOf(opened), entry: opened.entry },
      fields: Object.fromEntries(opened.fields.map(({ name, value }) => [name, value])),
      onRecord: { index: onRecord.index, recipient, audience: onRecord.entry.audience },
      ...{ verifierKey: vkey, keyPinned: vkeyPinned },
      ...(policy ? { quorum: quorumWords(policy.quorum) } : {}),
    })
    return exitCodes.done
  },
}

const typeOf = ({ entry }: OpenedEntry): string => shown(entry.t ?? '')

const titleOf = (opened: OpenedEntry): string =>
  `Entry ${opened.index} of the log: ${typeOf(opened)}, week ${shown(opened.entry.w ?? '')}, ${shown(opened.entry.u ?? '')}`

function printField(
  print: (text?: string) => void,
  { field, type }: { field: OpenedField; type: string },
): void {
  const [name = '', place] = field.name.split('.')
  const known = entryTypes.find((one) => one === type)
  const says = known === undefined ? '' : (catalogue[known].hidden[name]?.says ?? '')
  if (Array.isArray(field.value) && place === undefined && isDigests(field.value)) {
    print(`  ${name}: ${says}`)
    print(`      a list of ${field.value.length}; those that were opened follow by their place, from 0`)
    return
  }
  if (type === 'import' && name === 'row') {
    print(
      `  ${field.name}: one search of the batch, as the older system told it; attested by nobody before the import`,
    )
    for (const [member, value] of Object.entries(field.value))
      print(`      ${shown(member)}: ${shown(value)}`)
    return
  }
  print(`  ${field.name}: ${place === undefined ? says : `item ${place} of the list`}`)
  print(
    `      ${name === 'time' && typeof field.value === 'number' ? new Date(field.value).toISOString() : shown(field.value)}`,
  )
}

const isDigests = (value: readonly CanonicalValue[]): boolean =>
  value.every((one) => typeof one === 'string' && /^[\w-]{43}$/.test(one))

/** One line, whatever is in it: the file comes from outside. */
const shown = (value: CanonicalValue): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
