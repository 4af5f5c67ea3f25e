import type { RoomReport } from './check-rooms.ts'
import table from './rooms.json' with { type: 'json' }

type Arrow = { readonly from: string; readonly to: string }

const isForTests = (path: string): boolean => /\.(test|fixture)\.tsx?$/.test(path)
const roomOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1]

/** The text of docs/rooms.md: which room really uses which, floor by floor, from the imports of product files. */
export function roomsDoc(report: RoomReport): string {
  const arrows = arrowsOf(report)
  const present = new Set(report.modules.flatMap(({ source }) => roomOf(source) ?? []))
  const floors = table.floors.map((floor) => floor.filter((room) => present.has(room)))
  const outside = Object.keys(table.outside).filter((room) => present.has(room))
  const reached = new Set(arrows.filter(({ from }) => from !== 'main').map(({ to }) => to))
  return `${[
    '# The rooms and who uses whom',
    '',
    'Generated from the imports in `src/` by `npm run docs`; do not edit. The walls are `tools/rooms/rooms.json`;',
    '`npm run lint` fails when an import breaks one, or when a file was not read.',
    '',
    '```mermaid',
    'flowchart TB',
    ...floors.flatMap(drawFloor).reverse(),
    ...outside.map((room) => `  ${room}(["${room}: outside, speaks HTTP"])`),
    '  main["main.ts: wiring"]',
    ...arrows
      .filter(({ from, to }) => to !== 'kernel' && (from !== 'main' || !reached.has(to)))
      .map(({ from, to }) => `  ${from} --> ${to}`),
    '```',
    '',
    'Left out of the picture: arrows to `kernel`, which every room may use, and those of `main.ts` to rooms that others',
    'use too.',
    '',
    '| room | uses | is used by |',
    '|---|---|---|',
    ...[...floors.flat(), ...outside].map((room) => tableRow(room, arrows)),
    '',
    `Pure rooms, without disk, network, process or database: ${purePresent(present)}.`,
  ].join('\n')}\n`
}

const drawFloor = (rooms: readonly string[], height: number): readonly string[] =>
  rooms.length === 0 ? [] : [`  subgraph floor${height} [" "]\n    ${rooms.join('\n    ')}\n  end`]

const purePresent = (present: ReadonlySet<string>): string =>
  Object.keys(table.pure)
    .filter((room) => present.has(room))
    .map((room) => `\`${room}\``)
    .join(', ')

function tableRow(room: string, arrows: readonly Arrow[]): string {
  const names = (list: readonly string[]) => (list.length === 0 ? '–' : [...list].sort().join(', '))
  const uses = arrows.filter(({ from }) => from === room).map(({ to }) => to)
  const usedBy = arrows.filter(({ to }) => to === room).map(({ from }) => from)
  return `| \`${room}\` | ${names(uses)} | ${names(usedBy)} |`
}

function arrowsOf(report: RoomReport): readonly Arrow[] {
  const found = new Map<string, Arrow>()
  for (const { source, dependencies } of report.modules) {
    if (isForTests(source)) continue
    const from = source === 'src/main.ts' ? 'main' : roomOf(source)
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved)
      if (from === undefined || to === undefined || from === to) continue
      found.set(`${from} ${to}`, { from, to })
    }
  }
  return [...found.values()].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1))
}
