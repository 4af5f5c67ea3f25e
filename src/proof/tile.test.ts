import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeSampleLog, readFrom, sampleEntries, withFile } from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { consistencyProof, inclusionProof } from './build-proof.ts'
import { rootFromLeaves } from './compact-range.ts'
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts'
import { leafHash } from './merkle-hash.ts'
import {
  decodeTile,
  encodeTile,
  newTiles,
  tileLevels,
  tileNodeReader,
  tileRoot,
  widthOfTile,
} from './tile.ts'
import { entryBundlePath, parseTilePath, tilePath } from './tile-path.ts'
import { verifyConsistency, verifyInclusion } from './verify-proof.ts'

const vectors = sharedPath('data', 'tlog-vectors')
const readJson = (path: string) => JSON.parse(readFileSync(`${must(vectors, 'vectors')}/${path}`, 'utf8'))

test.runIf(vectors)('spells tile paths and counts tiles as the specification does', () => {
  const { tilePaths, tileCountsForSize70000: counts } = readJson('c2sp-examples/examples.json')
  for (const { level, index, path } of tilePaths) expect(tilePath(level, index)).toBe(path)
  expect(tileLevels(70_000)).toEqual([
    { level: 0, fullTiles: counts.l0_full, partialWidth: counts.l0_partial },
    { level: 1, fullTiles: counts.l1_full, partialWidth: counts.l1_partial },
    { level: 2, fullTiles: 0, partialWidth: counts.l2_partial },
  ])
})

test.runIf(vectors)('agrees with golang.org/x/mod on tile paths, its tile height left out', async () => {
  const { tilePaths } = readJson('golang-x-mod/tilepaths.json')
  expect(tilePaths).toHaveLength(8)
  for (const [path, numbers] of tilePaths) {
    // x/mod writes tile/<height>/<level>/…, and calls entry bundles data.
    const own = path.replace(/^tile\/\d+\//, 'tile/').replace('/data/', '/entries/')
    if (numbers === null) {
      expect(await catchCode(() => parseTilePath(own))).toBe('TILE_PATH_INVALID')
      continue
    }
    const [, level, index] = numbers
    const partial = /\.p\/(\d+)$/.exec(path)?.[1]
    const width = partial === undefined ? 256 : Number(partial)
    const written = level < 0 ? entryBundlePath(index, width) : tilePath(level, index, width)
    expect(written).toBe(own)
    expect(parseTilePath(own)).toEqual(
      level < 0 ? { kind: 'entries', index, width } : { kind: 'tile', level, index, width },
    )
  }
})

test('every tile path is read back to what it names', () => {
  const index = fc.oneof(fc.nat(3000), fc.maxSafeNat())
  fc.assert(
    fc.property(fc.nat(63), index, fc.integer({ min: 1, max: 256 }), (level, at, width) => {
      expect(parseTilePath(tilePath(level, at, width))).toEqual({ kind: 'tile', level, index: at, width })
      expect(parseTilePath(entryBundlePath(at, width))).toEqual({ kind: 'entries', index: at, width })
    }),
  )
  expect(tilePath(0, 1067, 5)).toBe('tile/0/x001/067.p/5')
  expect([tilePath(1, 0), tilePath(1, 999), tilePath(1, 1000)]).toEqual([
    'tile/1/000',
    'tile/1/999',
    'tile/1/x001/000',
  ])
})

test.each([
  '',
  'tile/0',
  'tile/0/1',
  'tile/0/01',
  'tile/0/0001',
  'tile/00/001',
  'tile/64/001',
  'tile/-1/001',
  'tile/0/x000/001',
  'tile/0/001/002',
  'tile/0/x001/x002',
  'tile/0/001.p/0',
  'tile/0/001.p/05',
  'tile/0/001.p/256',
  'tile/0/001.p/999',
  'tile/0/001.p/',
  'tile/0/001/',
  '/tile/0/001',
  'tile/0/../001',
  'tile/data/001',
  'tile/0/001\n',
  'tile/0/x999/x999/x999/x999/x999/999',
  `tile/0/${'x001/'.repeat(1000)}001`,
])('the path %j names no tile', async (path) => {
  expect(await catchCode(() => parseTilePath(path))).toBe('TILE_PATH_INVALID')
})

test('a tile that cannot exist has no path', async () => {
  for (const [level, index, width] of [
    [-1, 0, 1],
    [64, 0, 1],
    [0.5, 0, 1],
    [0, -1, 1],
    [0, 2 ** 53, 1],
    [0, 0, 0],
    [0, 0, 257],
  ] as const)
    expect(await catchCode(() => tilePath(level, index, width))).toBe('TILE_PATH_INVALID')
})

const shapes: readonly [number, string][] = [
  [0, ''],
  [1, '0/000.p/1'],
  [255, '0/000.p/255'],
  [256, '0/000 1/000.p/1'],
  [257, '0/000 0/001.p/1 1/000.p/1'],
  [512, '0/000 0/001 1/000.p/2'],
]

test.each(shapes)('a tree of %i leaves has exactly the tiles "%s"', (size, tiles) => {
  const written = [...newTiles(0, size)].map(({ level, index, width }) => tilePath(level, index, width))
  expect(written.map((path) => path.replace('tile/', '')).join(' ')).toBe(tiles)
})

test('around 65,536 leaves a third level appears and the second becomes full', () => {
  expect(tileLevels(65_535).map(({ fullTiles, partialWidth }) => [fullTiles, partialWidth])).toEqual([
    [255, 255],
    [0, 255],
  ])
  for (const [size, first] of [
    [65_536, [256, 0]],
    [65_537, [256, 1]],
  ] as const)
    expect(tileLevels(size).map(({ fullTiles, partialWidth }) => [fullTiles, partialWidth])).toEqual([
      first,
      [1, 0],
      [0, 1],
    ])
  expect(widthOfTile(65_537, { level: 0, index: 256 })).toBe(1)
  expect(widthOfTile(65_537, { level: 0, index: 257 })).toBe(0)
  expect(widthOfTile(65_537, { level: 1, index: 0 })).toBe(256)
  expect(widthOfTile(65_537, { level: 3, index: 0 })).toBe(0)
  expect(tileLevels(Number.MAX_SAFE_INTEGER)).toHaveLength(7)
})

test('tiles written step by step are together those of the whole tree, and none is written twice', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(steps, (growth) => {
      const written = new Set<string>()
      let size = 0
      for (const more of growth) {
        for (const { level, index, width } of newTiles(size, size + more)) {
          const path = tilePath(level, index, width)
          expect(written.has(path)).toBe(false)
          written.add(path)
        }
        size += more
      }
      for (const { level, index, width } of newTiles(0, size))
        expect(written.has(tilePath(level, index, width))).toBe(true)
    }),
  )
})

test('a tile is read back, and refused when a byte is missing or too many', async () => {
  const hashes = Array.from({ length: 256 }, (_, at) => leafHash(Uint8Array.of(at)))
  expect(decodeTile(encodeTile(hashes), 256)).toEqual(hashes)
  expect(tileRoot(hashes)).toEqual(rootFromLeaves(hashes))
  const bytes = encodeTile(hashes.slice(0, 3))
  for (const wrong of [bytes.slice(1), new Uint8Array(97), new Uint8Array(128), new Uint8Array()])
    expect(await catchCode(() => decodeTile(wrong, 3))).toBe('TILE_MALFORMED')
  for (const wrong of [[], [...hashes, ...hashes], [new Uint8Array(31)]])
    expect(await catchCode(() => encodeTile(wrong))).toBe('TILE_MALFORMED')
  expect(await catchCode(() => tileRoot(hashes.slice(1)))).toBe('TILE_MALFORMED')
})

test('a bundle gives its entries back, empty and longest ones too', async () => {
  const entries = [new Uint8Array(), Uint8Array.of(1), new Uint8Array(256), new Uint8Array(65_535)]
  const bytes = encodeEntryBundle(entries)
  expect(decodeEntryBundle(bytes, 4)).toEqual(entries)
  expect(bytes.slice(0, 5)).toEqual(Uint8Array.of(0, 0, 0, 1, 1))
  for (const [wrong, count] of [
    [bytes, 3],
    [bytes, 5],
    [bytes.slice(0, -1), 4],
    [Uint8Array.of(...bytes, 0), 4],
    [Uint8Array.of(0), 1],
    [new Uint8Array(), 1],
  ] as const)
    expect(await catchCode(() => decodeEntryBundle(wrong, count))).toBe('BUNDLE_MALFORMED')
  expect(await catchCode(() => encodeEntryBundle([new Uint8Array(65_536)]))).toBe('ENTRY_TOO_LARGE')
  expect(await catchCode(() => encodeEntryBundle([]))).toBe('BUNDLE_MALFORMED')
  expect(await catchCode(() => encodeEntryBundle(Array(257).fill(new Uint8Array())))).toBe('BUNDLE_MALFORMED')
})

test('proofs built from tile files verify at sizes around the tile borders', async () => {
  const entries = sampleEntries(65_793)
  const leaves = entries.map((entry) => leafHash(entry))
  for (const size of [1, 2, 255, 256, 257, 600, 65_793]) {
    const { files } = makeSampleLog(entries.slice(0, size))
    const readNode = tileNodeReader(readFrom(files), size)
    const newRoot = rootFromLeaves(leaves.slice(0, size))
    for (const index of new Set(
      size > 600 ? [300, 65_536] : [0, 1, 255, 256, size - 1].filter((at) => at < size),
    )) {
      const proof = await inclusionProof(index, size, readNode)
      const leaf = must(leaves[index], 'leaf')
      expect(verifyInclusion({ leafHash: leaf, index, size, proof, root: newRoot })).toBe(true)
      const oldSize = index + 1
      const oldRoot = rootFromLeaves(leaves.slice(0, oldSize))
      const growth = await consistencyProof(oldSize, size, readNode)
      expect(verifyConsistency({ oldSize, newSize: size, oldRoot, newRoot, proof: growth })).toBe(true)
    }
  }
})

test('a full tile serves where the partial one is gone; a missing or cut tile is refused', async () => {
  const entries = sampleEntries(300)
  const { files } = makeSampleLog(entries)
  const grown = new Map([...files, ...makeSampleLog(sampleEntries(512)).files])
  for (const path of ['tile/0/001.p/44', 'tile/1/000.p/1']) {
    expect(
      await catchCode(
        inclusionProof(299, 300, tileNodeReader(readFrom(withFile(files, path, () => undefined)), 300)),
      ),
    ).toBe('TILE_MALFORMED')
    expect(
      await catchCode(
        inclusionProof(
          299,
          300,
          tileNodeReader(readFrom(withFile(files, path, (bytes) => bytes.slice(1))), 300),
        ),
      ),
    ).toBe('TILE_MALFORMED')
  }
  const without = withFile(grown, 'tile/0/001.p/44', () => undefined)
  const proof = await inclusionProof(299, 300, tileNodeReader(readFrom(without), 300))
  const leaf = leafHash(must(entries[299], 'entry'))
  const root = rootFromLeaves(entries.map((entry) => leafHash(entry)))
  expect(verifyInclusion({ leafHash: leaf, index: 299, size: 300, proof, root })).toBe(true)
  expect(await catchCode(async () => tileNodeReader(readFrom(files), 300)(0, 300))).toBe('TILE_MALFORMED')
})
