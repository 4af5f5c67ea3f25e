import type { IRegularForbiddenRuleType } from 'dependency-cruiser'
import table from './rooms.json' with { type: 'json' }

// Turns the table in rooms.json into rules for dependency-cruiser. Change the table, not this file.

/** Files that serve tests only: they may use what is installed for development, and product code may not use them. */
export const testFiles =
  '(\\.(test|fixture)\\.tsx?$|(^|/)((append-only-|rows-by-agency-)?contract|test-model|sample-[^/]+|open-scratch-[^/]+|read-sheet|crash-child|takeover-child|insert-until-killed)\\.ts$)'

/** Test support that a room lends to the tests of others, past its door so that product code never sees it. */
const lentToTests = '(open-scratch|sample)-[^/]+\\.ts$'

/** The door to HTTP is described in a file that is called contract too; it is product. */
const productDespiteName = '^src/http/'

const rooms = table.floors.flat()
const outside = Object.entries(table.outside)
const oneOf = (names: readonly string[]): string => `(${names.join('|')})`
const anyPackage = (names: readonly string[]): string => `(^|node_modules/)(@types/)?${oneOf(names)}(/|$)`
const anyBuiltin = (names: readonly string[]): string => `^(node:)?${oneOf(names)}(/|$)`

const forbid = (
  name: string,
  comment: string,
  rule: Pick<IRegularForbiddenRuleType, 'from' | 'to'>,
): IRegularForbiddenRuleType => ({ name, comment, severity: 'error', ...rule })

const looksDownOnly = table.floors.flatMap((floor, height) =>
  floor.map((room) => {
    const aboveOrBeside = table.floors.slice(height).flat()
    const barred = [...aboveOrBeside.filter((other) => other !== room), ...Object.keys(table.outside)]
    return forbid(`looks-down-only/${room}`, `${room} may use the rooms of lower floors only.`, {
      from: { path: `^src/${room}/` },
      to: { path: `^src/${oneOf(barred)}/` },
    })
  }),
)

const standsOutside = outside.map(([room, allowed]) =>
  forbid(`stands-outside/${room}`, `Of the rooms, ${room} may use ${allowed.join(' and ')} only.`, {
    from: { path: `^src/${room}/` },
    to: { path: `^src/(?!${oneOf([room, ...allowed])}/)` },
  }),
)

const toolsHaveOneHome = Object.entries(table.tools).map(([tool, homes]) => {
  const home = `^src/${oneOf(homes)}(/|$)`
  const lawful = table.toolsFreeInTests.includes(tool) ? `(${home}|${testFiles})` : home
  return forbid(`tools-have-one-home/${tool}`, `Only ${homes.join(' and ')} may use ${tool}.`, {
    from: { path: '^src/', pathNot: lawful },
    to: { path: anyPackage([tool]) },
  })
})

const pureRooms = Object.entries(table.pure).flatMap(([room, packages]) => {
  const exceptions = Object.keys(table.impure).map((file) => `^${file.replaceAll('.', '\\.')}$`)
  const mayUse = packages.length === 0 ? 'no package' : `no package but ${packages.join(', ')}`
  return [
    forbid(`pure-rooms-do-no-io/${room}`, `${room} is pure: no disk, network, process or database.`, {
      from: { path: `^src/${room}/`, pathNot: [testFiles, ...exceptions] },
      to: { dependencyTypes: ['core'] },
    }),
    forbid(`pure-rooms-name-their-packages/${room}`, `${room} is pure and uses ${mayUse}.`, {
      from: { path: `^src/${room}/`, pathNot: testFiles },
      to: {
        path: '.',
        pathNot: packages.length === 0 ? '^src/' : `^src/|${anyPackage(packages)}`,
        dependencyTypesNot: ['core', 'local'],
      },
    }),
  ]
})

const namedExceptions = Object.entries(table.impure).map(([file, builtins]) =>
  forbid(`pure-rooms-do-no-io/${file}`, `${file} may use only ${builtins.join(', ')} of Node.`, {
    from: { path: `^${file.replaceAll('.', '\\.')}$` },
    to: { dependencyTypes: ['core'], pathNot: anyBuiltin(builtins) },
  }),
)

const everyone = [
  forbid('enter-by-the-door', 'A room is entered through its index.ts only.', {
    from: { path: '^src/([^/]+)/', pathNot: testFiles },
    to: { path: '^src/[^/]+/.', pathNot: '^src/$1/|^src/[^/]+/index\\.ts$' },
  }),
  forbid('enter-by-the-door/tests', 'A test enters by index.ts, or takes what another room lends to tests.', {
    from: { path: `^src/([^/]+)/.*${testFiles}` },
    to: { path: '^src/[^/]+/.', pathNot: `^src/$1/|^src/[^/]+/index\\.ts$|^src/[^/]+/${lentToTests}` },
  }),
  forbid('enter-by-the-door/main', 'main.ts too enters rooms through their index.ts.', {
    from: { path: '^src/[^/]+$' },
    to: { path: '^src/[^/]+/.', pathNot: '^src/[^/]+/index\\.ts$' },
  }),
  forbid('nobody-imports-main', 'main.ts wires the rooms; only bin/ and tests start it.', {
    from: { path: '^src/', pathNot: testFiles },
    to: { path: '^src/main\\.ts$' },
  }),
  forbid('product-uses-no-tests', 'Product code imports neither tests nor what serves them.', {
    from: { path: '^src/', pathNot: [testFiles, '/index\\.ts$'] },
    to: { path: [testFiles, '^(test|tools)/'], pathNot: productDespiteName },
  }),
  forbid(
    'product-uses-no-tests/door',
    'A door shows test support at most as open-scratch-… and test-model.',
    {
      from: { path: '/index\\.ts$' },
      to: { path: [testFiles, '^(test|tools)/'], pathNot: '/(open-scratch-[^/]+|test-model)\\.ts$' },
    },
  ),
  forbid('product-uses-no-development-packages', 'What only development installs is missing in the field.', {
    from: { path: '^src/', pathNot: testFiles },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: '@types/' },
  }),
  forbid('every-import-exists', 'The file or package is there, and package.json names it.', {
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  }),
  forbid('no-circles', 'Who runs before whom must have a beginning; types alone may refer to each other.', {
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  }),
]

/** The rooms from the lowest floor to the highest, then those that stand outside. */
export const roomNames: readonly string[] = [...rooms, ...outside.map(([room]) => room)]

/** Every wall of the house as a rule of dependency-cruiser. */
export const roomRules: readonly IRegularForbiddenRuleType[] = [
  ...looksDownOnly,
  ...standsOutside,
  ...toolsHaveOneHome,
  ...pureRooms,
  ...namedExceptions,
  ...everyone,
]
