import type { z } from 'zod'
import { catalogue, commonFields, padName } from './catalogue.ts'
import { type EntryType, type EventSpec, entryTypes } from './event-spec.ts'

/** The text of docs/events.md: every entry type with every field, as the catalogue has them. Throws where one has no description. */
export function eventsDoc(): string {
  return [
    '# Entries of the log',
    '',
    'Generated from `src/ledger` by `npm run docs`; do not edit.',
    '',
    'An entry is canonical JSON (RFC 8785) of at most 4,096 bytes. Its public fields stand in it as they are and can',
    'never be erased. Its hidden fields are in it only as commitments: `c` maps each name to the base64url SHA-256 of a',
    'disclosure, which is base64url of the canonical JSON `[salt, name, value]` with a salt of 32 random bytes',
    '(the encoding of RFC 9901). Whoever is shown a disclosure can check it against the entry; nobody else learns',
    `anything. A type without hidden fields commits to a random \`${padName}\`.`,
    '',
    '## Members of every entry',
    '',
    ...table(commonRows()),
    '',
    ...entryTypes.flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

type Row = readonly [name: string, kind: string, says: string]

const commonRows = (): readonly Row[] => [
  ...Object.entries(commonFields).map(([name, shape]) => shownRow('every entry', { name, shape })),
  ['c', 'public', 'Commitments to the hidden fields, by name; never empty.'],
]

function section(type: EntryType): readonly string[] {
  const spec: EventSpec = catalogue[type]
  const rows: Row[] = Object.entries(spec.shown).map(([name, shape]) => shownRow(type, { name, shape }))
  for (const [name, field] of Object.entries(spec.hidden)) {
    if (field.says.trim() === '') throw new Error(`${type}.${name} has no description`)
    rows.push([name, field.optional === true ? 'hidden, optional' : 'hidden', field.says])
  }
  const parents =
    spec.parents === entryTypes
      ? 'entry of any type'
      : spec.parents?.map((parent) => `\`${parent}\``).join(' or ')
  return [
    `## ${type}`,
    '',
    spec.says,
    ...(parents === undefined ? [] : ['', `Its \`ref\` points to an earlier ${parents}.`]),
    '',
    ...table(rows),
    '',
  ]
}

function shownRow(where: string, { name, shape }: { name: string; shape: z.ZodType }): Row {
  // An optional field carries its description inside or outside the optional wrapper.
  const says = shape.description
  if (says === undefined || says.trim() === '') throw new Error(`${where}: field ${name} has no description`)
  return [name, shape.safeParse(undefined).success ? 'public, optional' : 'public', says]
}

const table = (rows: readonly Row[]): readonly string[] => [
  '| field | kind | meaning |',
  '|---|---|---|',
  ...rows.map(([name, kind, says]) => `| \`${name}\` | ${kind} | ${says} |`),
]
