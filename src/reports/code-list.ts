import { canonicalJson } from '../kernel/index.ts'
import { refusalInWords } from './refusal-words.ts'

type Titled = { readonly code: string; readonly title: string }

/** What the codes in the log's public fields mean under one adopted policy, as JSON text; every title is taken from that policy. */
export function codeList(pack: {
  readonly id: string
  readonly version: string
  readonly sha256: string
  readonly crimes: readonly Titled[]
  readonly purposes: readonly Titled[]
  readonly probeSources: readonly Titled[]
  readonly rules: readonly { readonly id: string; readonly code: string; readonly sentence: string }[]
}): string {
  const titles = (list: readonly Titled[]) => list.map(({ code, title }) => ({ code, title }))
  const codes = [...new Set(pack.rules.map(({ code }) => code))].sort()
  return canonicalJson({
    format: 'casebound-codes-v1',
    policy: { id: pack.id, version: pack.version, sha256: pack.sha256 },
    crimes: titles(pack.crimes),
    purposes: titles(pack.purposes),
    sources: titles(pack.probeSources),
    refusals: codes.map((code) => ({ code, words: refusalInWords(code) })),
    rules: pack.rules.map(({ id, code, sentence }) => ({ id, code, sentence })),
  })
}
