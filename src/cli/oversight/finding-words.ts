/** A finding as the house answers it. */
export type FindingRow = {
  readonly id: string
  readonly person: string
  readonly unit: string
  readonly service: string
  readonly uses: number
  readonly firstSeen?: string
  readonly lastSeen?: string
  readonly confidence: string
  readonly judgement: string
  readonly misconduct: boolean
  readonly policyThen: string
  readonly state: string
  readonly unsettledCases: readonly string[]
}

export type FindingDetail = FindingRow & {
  readonly evidence: readonly {
    file: string
    line: number
    lineSha256: string
    seenAt?: string
    confidence: string
    rule: string
  }[]
  readonly steps: readonly {
    step: string
    by: string
    at: string
    logIndex: number
    content: Readonly<Record<string, string | number | boolean>>
  }[]
}

const day = (time: string | undefined) => time?.slice(0, 10) ?? 'undated'

/** One row of the list of findings. */
export const findingCells = (one: FindingRow): readonly string[] => [
  ...[one.id, one.person, one.unit, one.service, String(one.uses), day(one.firstSeen), day(one.lastSeen)],
  ...[one.judgement + (one.misconduct ? ', misconduct opened' : ''), one.state],
]

/** A finding with its lines and steps, in words. */
export function findingText(one: FindingDetail): string {
  const shown = one.evidence.slice(0, 20)
  const steps = one.steps.map(({ step, by, at, logIndex, content }) => {
    const told = Object.entries(content).filter(([name]) => name !== 'attestation')
    return `  ${at.slice(0, 16)} ${step}, ${by}, entry ${logIndex}: ${told.map(([name, value]) => `${name} ${value}`).join('; ')}`
  })
  return [
    `${one.person}${one.unit === '' ? '' : `, ${one.unit}`}: ${one.service}, ${one.uses} uses from ${day(one.firstSeen)} to ${day(one.lastSeen)} (${one.confidence}).`,
    `By the rule of its day: ${one.judgement}. Policy for searches in force then: ${one.policyThen}.`,
    `State: ${one.state}.${one.unsettledCases.length === 0 ? '' : ` Cases to settle: ${one.unsettledCases.join(', ')}.`}`,
    ...shown.map(
      (line) =>
        `  ${line.seenAt ?? 'undated'} ${line.file} line ${line.line}, ${line.confidence}, ${line.rule}, ${line.lineSha256.slice(0, 16)}`,
    ),
    ...(one.evidence.length > shown.length
      ? [`  … and ${one.evidence.length - shown.length} more lines.`]
      : []),
    ...steps,
  ].join('\n')
}
