import { beforeAll, describe, expect, it } from 'vitest'
import {
  houseFileExists,
  houseFiles,
  isCode,
  isTestFile,
  isText,
  lineCount,
  readHouseFile,
} from './tidy/house-files.ts'
import { ratchetFaults } from './tidy/ratchet.ts'
import { type Code, type Finding, looseDoorLines, readCode } from './tidy/read-code.ts'
import exceptions from './tidy-exceptions.json' with { type: 'json' }

// The house rules that a machine can check. What is over a limit today stands in tidy-exceptions.json, which only shrinks.

const files = houseFiles()
const paths = files.map(({ path }) => path)
const codePaths = files.filter(isCode).map(({ path }) => path)
const product = codePaths.filter((path) => path.startsWith('src/') && !isTestFile(path))
const code = new Map<string, Code>()
const sentences = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ at, what }) => `${at} ${what}`)
const gather = (among: readonly string[], of: (code: Code, path: string) => readonly Finding[]) =>
  sentences(among.flatMap((path) => of(code.get(path) ?? readCode(path, readHouseFile(path)), path)))

beforeAll(() => {
  for (const path of codePaths) code.set(path, readCode(path, readHouseFile(path)))
})

describe('the size of things', () => {
  const sized = paths.filter(
    (path) => /\.(tsx?|mjs|css|sql|go|sh)$/.test(path) && !path.includes('.generated.'),
  )

  it('keeps files within 300 lines', () => {
    const lengths = Object.fromEntries(sized.map((path) => [path, lineCount(readHouseFile(path))]))
    expect(ratchetFaults(lengths, { limit: 300, exceptions: exceptions.fileLines })).toEqual([])
  })

  it('keeps nearly all files of the product within the aim of 150 lines', () => {
    const long = product.filter((path) => lineCount(readHouseFile(path)) > 150)
    expect(long.length / product.length).toBeLessThan(exceptions.shareOfProductOver150Lines)
  })

  it('keeps functions within 70 lines', () => {
    const lengths: Record<string, number> = {}
    for (const [path, { functions }] of code) {
      for (const { name, lines, givenTo } of functions) {
        // A function that describes a suite holds tests as a file does; the length of the file binds it.
        if (givenTo?.startsWith('describe')) continue
        if (isTestFile(path) && name.startsWith('describe')) continue
        const key = `${path} ${name}`
        lengths[key] = Math.max(lines, lengths[key] ?? 0)
      }
    }
    expect(ratchetFaults(lengths, { limit: 70, exceptions: exceptions.functionLines })).toEqual([])
  })

  it('gives functions at most three parameters', () => {
    const most: Record<string, number> = {}
    for (const [path, { functions }] of code) {
      // What a function is given to decides its parameters, as in it.each or fc.property.
      for (const { name, parameters } of functions.filter(({ givenTo }) => givenTo === undefined)) {
        const key = `${path} ${name}`
        most[key] = Math.max(parameters, most[key] ?? 0)
      }
    }
    expect(ratchetFaults(most, { limit: 3, exceptions: exceptions.parameters })).toEqual([])
  })
})

describe('names and words', () => {
  it('names files in kebab-case after the one thing they give', () => {
    const loose = /(^|[/-])(utils?|helpers?|managers?|services?|common|misc|shared)\.tsx?$/
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/
    const exempt = ['src/http/services.ts']
    const odd = codePaths.filter((path) => loose.test(path) || !kebab.test(path.split('/').at(-1) ?? ''))
    expect(odd.filter((path) => !exempt.includes(path))).toEqual([])
  })

  it('never calls a number a bare score', () => {
    const found = gather(codePaths, ({ names }) => names.filter(({ what }) => /^scores?$/i.test(what)))
    expect(found).toEqual([])
  })

  it('never speaks to people of matches, hits and suspects', () => {
    const words = /\b(match(es|ed)?|hits?|suspects?|oops)\b/i
    const spoken = product.filter((path) => /^src\/(web|reports|cli|lead|http)\//.test(path))
    expect(gather(spoken, (one) => one.words.filter(({ what }) => words.test(what)))).toEqual([])
  })
})

describe('the language', () => {
  it('uses no any, no non-null assertion, no enum, no namespace, no default export and no stopped test', () => {
    const config = /(^|\/)(vite|vitest)\.config\.ts$/
    const found = gather(codePaths, ({ barred }, path) =>
      barred.filter(({ what }) => !(what === 'a default export' && config.test(path))),
    )
    expect(found).toEqual([])
  })

  it('keeps clock, chance, network and process out of the pure rooms', () => {
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|process\.|fetch\(|performance\.)/
    const pure = product.filter((path) => /^src\/(kernel|proof|matcher|policy|preparation)\//.test(path))
    expect(pure.length).toBeGreaterThan(20)
    const found = pure.filter((path) => impure.test(readHouseFile(path)))
    expect(found.filter((path) => path !== 'src/kernel/clock.ts')).toEqual([])
  })

  it('silences no checker and leaves no note for later', () => {
    const notes = new RegExp(
      `\\b(${['TO', 'FIX'].map((word, at) => word + ['DO', 'ME'][at]).join('|')}|XXX|HACK)\\b`,
    )
    const silence = new RegExp(`@ts-(${'ignore'}|nocheck|expect-error)|biome-${'ignore'}|eslint-${'disable'}`)
    const found = paths
      .filter((path) => /\.(tsx?|mjs|go|sh|sql|css|md|cedar)$/.test(path) && !path.includes('.generated.'))
      .filter((path) => path !== 'test/tidy.test.ts' && path !== 'CONTRIBUTING.md')
      .flatMap((path) => {
        const lines = readHouseFile(path).split('\n')
        return lines.flatMap((line, at) =>
          notes.test(line) || silence.test(line) ? [`${path}:${at + 1}`] : [],
        )
      })
    expect(found).toEqual([])
  })
})

describe('the rooms', () => {
  const rooms = [...new Set(paths.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []))]
  const entered = rooms.filter((room) => room !== 'web')

  it('are there', () => {
    expect(rooms).toEqual(expect.arrayContaining(['kernel', 'proof', 'storage', 'ledger', 'lead', 'web']))
  })

  it('say in at most 60 lines what they promise and refuse', () => {
    const faults = rooms.flatMap((room) => {
      const readme = `src/${room}/README.md`
      if (!houseFileExists(readme)) return [`${readme} is missing`]
      const lines = lineCount(readHouseFile(readme))
      return lines > 60 ? [`${readme} has ${lines} lines`] : []
    })
    expect(faults).toEqual([])
  })

  it('have a door that lists names one by one', () => {
    const doors = entered.map((room) => `src/${room}/index.ts`)
    expect(doors.filter((door) => !houseFileExists(door))).toEqual([])
    expect(sentences(doors.flatMap((door) => looseDoorLines(door, readHouseFile(door))))).toEqual([])
  })
})

describe('the repository', () => {
  it('names no folder of somebody’s machine and no package registry', () => {
    const place = new RegExp(
      `(^|[\\s"'\`(=:])/(${['work', 'root', 'home', 'Users'].join('|')})/|registry\\.[a-z]+js\\.org`,
    )
    const found = files
      .filter((file) => isText(file) && file.path !== 'LICENSE')
      .flatMap(({ path }) => (place.test(readHouseFile(path)) ? [path] : []))
    expect(found).toEqual([])
  })

  it('holds no file over one megabyte, and eight megabytes of synthetic people at most', () => {
    expect(files.filter(({ bytes }) => bytes > 1_000_000).map(({ path }) => path)).toEqual([])
    const people = files.filter(({ path }) => path.startsWith('tools/synth/people/'))
    expect(people.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(8_000_000)
  })

  it('pins every package exactly', () => {
    const loose = Object.entries(packages()).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    expect(loose).toEqual([])
  })

  it('says in a decision record why each package is here', () => {
    const records = paths.filter((path) => /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path))
    const text = records.map(readHouseFile).join('\n')
    const unexplained = Object.keys(packages()).filter((name) => !text.includes(`\`${name}\``))
    expect(unexplained).toEqual([])
  })
})

function packages(): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(readHouseFile('package.json'))
  return { ...dependencies, ...devDependencies }
}
