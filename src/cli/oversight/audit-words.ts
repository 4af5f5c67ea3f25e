/** An audit as the house answers it. */
export type AuditAnswer = {
  readonly id: string
  readonly size: number
  readonly announcedAt: string
  readonly logIndex: number
  readonly draw?: { readonly seed: string; readonly seedSize: number; readonly searches: number }
  readonly same: number
  readonly different: number
  readonly untold: number
  readonly open: number
  readonly result?: { readonly words: string; readonly by: string; readonly at: string }
}

export type AuditDetail = AuditAnswer & {
  readonly searches: readonly {
    readonly searchId: string
    readonly searchedAt: string
    readonly requester: string
    readonly caseNumber: string
    readonly crime: string
    readonly narrative: string
    readonly check?: { readonly says: string; readonly words: string }
  }[]
}

const stateOf = ({ draw, open, result }: AuditAnswer): string => {
  if (result !== undefined) return `signed ${result.at.slice(0, 10)}`
  if (draw === undefined) return 'announced'
  return open === 0 ? 'checked, to be signed' : `${open} to check`
}

/** One row of the list of audits. */
export const auditCells = (one: AuditAnswer): readonly string[] => [
  ...[one.id, one.announcedAt.slice(0, 10), String(one.logIndex), String(one.draw?.searches ?? one.size)],
  ...[String(one.same), String(one.different), String(one.untold), stateOf(one)],
]

/** An audit with the searches that it drew, in words. */
export const auditText = (one: AuditDetail): string =>
  [
    `Audit ${one.id}: ${one.size} searches, announced in entry ${one.logIndex}. ${stateOf(one)}.`,
    ...(one.draw ? [`Drawn by the root ${one.draw.seed} over ${one.draw.seedSize} entries.`] : []),
    ...(one.result ? [`Result, by ${one.result.by}: ${one.result.words}`] : []),
    ...one.searches.map(({ searchId, searchedAt, requester, caseNumber, crime, narrative, check }) => {
      const found =
        check === undefined ? 'to be checked' : `file says the same: ${check.says}. ${check.words}`
      return `  ${searchId} ${searchedAt.slice(0, 10)} ${requester}, case ${caseNumber}, ${crime}: "${narrative}" ${found}`
    }),
  ].join('\n')
