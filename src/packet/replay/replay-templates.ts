import type { FaceEngine } from '../../face/index.ts'
import { isRefused } from '../../kernel/index.ts'
import type { FrozenCandidate } from '../../lead/index.ts'
import { innerProduct } from '../../matcher/index.ts'
import { damagedPacket } from '../damaged-packet.ts'
import { frozenName } from '../packet-of-search.ts'
import { candidateName } from '../picture-parts.ts'
import { digestOf, type Packet } from '../read-packet.ts'
import { faceOf } from './face-of.ts'
import type { ReplayedPicture } from './replay-picture.ts'
import { type Finding, finding, together } from './replay-report.ts'
import { templateDifference, templateOf, templateTolerance } from './template-text.ts'

export type ReplayedTemplates = {
  readonly finding: Finding
  /** The probe's template on record; undefined where the search ended before there was one. */
  readonly probe: Float32Array | undefined
  /** Similarity of each candidate from the two templates on record, in the order of the list. */
  readonly similarities: readonly number[]
  readonly largestDifference: number
}

type Engine = { readonly packet: Packet; readonly engine: FaceEngine }

/**
 * Makes the template of the probe and of every candidate again from its picture, and compares each with the one on record; then the
 * similarity of each candidate from the templates on record, to the last bit.
 */
export async function replayTemplates(
  of: Engine & { picture: ReplayedPicture },
  onProgress: (done: number) => void,
): Promise<ReplayedTemplates> {
  const { packet } = of
  const { frozen } = packet
  if (frozen.template === undefined) {
    const notReplayed = [
      `templates: the search ended before one was made (${frozen.end.code ?? frozen.end.as})`,
    ]
    return { finding: finding({ notReplayed }), probe: undefined, similarities: [], largestDifference: 0 }
  }
  const probe = onRecord(frozen.template, of)
  const findings: Finding[] = []
  const differences: number[] = []
  const compare = (what: string, made: Float32Array | undefined, recorded: Float32Array) => {
    const difference = made ? templateDifference(recorded, made) : Number.POSITIVE_INFINITY
    differences.push(difference)
    if (difference > templateTolerance)
      findings.push(
        finding({
          differences: [
            `The template of ${what}, made again, differs by ${difference.toPrecision(3)} in a number.`,
          ],
        }),
      )
  }
  compare('the probe', await made(of, of.picture), probe)
  const similarities: number[] = []
  for (const [at, candidate] of frozen.candidates.entries()) {
    const recorded = onRecord(candidate.template, of)
    similarities.push(innerProduct(probe, recorded))
    findings.push(
      await replayCandidate(of, {
        candidate,
        compare: (vector) => compare(nameOf(candidate), vector, recorded),
      }),
    )
    onProgress(at + 1)
  }
  const replayed = [`templates: ${differences.length} made again from pictures with the same model`]
  return {
    finding: together([finding({ replayed }), ...findings]),
    ...{ probe, similarities, largestDifference: Math.max(...differences) },
  }
}

const nameOf = ({ rank, bookingNumber }: FrozenCandidate) =>
  `the candidate of rank ${rank} (booking ${bookingNumber})`

async function replayCandidate(
  of: Engine,
  asked: { candidate: FrozenCandidate; compare: (vector: Float32Array | undefined) => void },
): Promise<Finding> {
  const { candidate, compare } = asked
  const bytes = of.packet.part(candidateName(candidate))
  const what = nameOf(candidate)
  if (!bytes) return finding({ notReplayed: [`template of ${what}: its photograph is not in the packet`] })
  if (digestOf(bytes) !== candidate.photoSha256)
    return finding({ differences: [`The photograph of ${what} is not the one that was compared.`] })
  if (!candidate.foundByModel)
    return finding({
      notReplayed: [`template of ${what}: another detector found its face when the gallery was coded`],
    })
  const photo = await of.engine.readPhoto(bytes)
  compare(await made(of, { photo, chosen: faceOf(candidate.face) }))
  return finding({})
}

async function made(
  { engine }: Engine,
  { photo, chosen }: Pick<ReplayedPicture, 'photo' | 'chosen'>,
): Promise<Float32Array | undefined> {
  if (!chosen) return undefined
  try {
    return (await engine.embed(photo, [chosen]))[0]
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

function onRecord(text: string, { packet }: Engine): Float32Array {
  const vector = templateOf(text, packet.frozen.model.dimension)
  if (vector) return vector
  throw damagedPacket(frozenName, 'has a template that is not of its model')
}
