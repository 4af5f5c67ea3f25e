import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { rootFromLeaves } from './compact-range.ts'
import { emptyRoot, leafHash, nodeHash } from './merkle-hash.ts'
import { verifyConsistency, verifyInclusion } from './verify-proof.ts'

const vectors = sharedPath('data', 'tlog-vectors', 'transparency-dev-merkle')
const folder = () => must(vectors, 'vector folder')
const bytes = (base64: string | null) => new Uint8Array(Buffer.from(base64 ?? '', 'base64'))
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex')

type Vector = {
  desc: string
  wantErr: boolean
  proof: string[] | null
  counts: Record<string, bigint>
  root: string | null
  leafHash: string | null
  root1: string | null
  root2: string | null
}

/** All vector files below a folder. Counts reach past 2^53, which JSON.parse would round: read them as text. */
function readVectors(name: string): Vector[] {
  const root = join(folder(), 'testdata', name)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  )
  return files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const counts = [...text.matchAll(/"(leafIdx|treeSize|size1|size2)": (\d+)/g)]
    return {
      ...JSON.parse(text),
      counts: Object.fromEntries(counts.map(([, key = '', digits = '']) => [key, BigInt(digits)])),
    }
  })
}

test.runIf(vectors)('agrees with all 98 published inclusion vectors, good and damaged', () => {
  const all = readVectors('inclusion')
  expect(all).toHaveLength(98)
  for (const vector of all) {
    const good = verifyInclusion({
      leafHash: bytes(vector.leafHash),
      index: must(vector.counts.leafIdx, 'leafIdx'),
      size: must(vector.counts.treeSize, 'treeSize'),
      proof: (vector.proof ?? []).map(bytes),
      root: bytes(vector.root),
    })
    expect(good, vector.desc).toBe(!vector.wantErr)
  }
  expect(all.filter((vector) => !vector.wantErr).length).toBeGreaterThan(5)
})

test.runIf(vectors)('agrees with all 98 published consistency vectors, good and damaged', () => {
  const all = readVectors('consistency')
  expect(all).toHaveLength(98)
  for (const vector of all) {
    const good = verifyConsistency({
      oldSize: must(vector.counts.size1, 'size1'),
      newSize: must(vector.counts.size2, 'size2'),
      oldRoot: bytes(vector.root1),
      newRoot: bytes(vector.root2),
      proof: (vector.proof ?? []).map(bytes),
    })
    expect(good, vector.desc).toBe(!vector.wantErr)
  }
  expect(all.filter((vector) => !vector.wantErr).length).toBeGreaterThan(5)
})

test.runIf(vectors)('builds the published reference tree of eight leaves, every node and every root', () => {
  const tree = JSON.parse(readFileSync(join(folder(), 'reference-tree.json'), 'utf8'))
  const leaves = tree.leafInputsHex.map((input: string) => leafHash(Buffer.from(input, 'hex')))
  const roots = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((size) => hex(rootFromLeaves(leaves.slice(0, size))))
  expect(roots).toEqual(tree.rootHashesForSizes0to8Hex)
  const made = new Set<string>()
  for (let level: Uint8Array[] = leaves; level.length > 0; ) {
    for (const node of level) made.add(hex(node))
    level = level.flatMap((left, at) => {
      const right = level[at + 1]
      return at % 2 === 0 && right !== undefined ? [nodeHash(left, right)] : []
    })
  }
  expect([...made].sort()).toEqual([...tree.leafAndNodeHashesInOrderHex].sort())
  expect(hex(emptyRoot)).toBe(roots[0])
})
