import type { FaceEngine } from '../../face/index.ts'
import { Refused } from '../../kernel/index.ts'
import type { Packet } from '../read-packet.ts'
import { replayExaminations } from './replay-examinations.ts'
import { type ReplayHouse, replayGallery } from './replay-gallery.ts'
import { replayList } from './replay-list.ts'
import { replayLog } from './replay-log.ts'
import { replayPicture } from './replay-picture.ts'
import { finding, type ReplayReport, together } from './replay-report.ts'
import { replayTemplates } from './replay-templates.ts'

export type ReplayOptions = {
  /** Must be the model that searched. */
  readonly engine: FaceEngine
  /** Of the agency's data folder, to search its whole gallery again. */
  readonly house?: ReplayHouse | undefined
  /** The log's verifier key from elsewhere than the packet. */
  readonly key?: string | undefined
  readonly onProgress?: ((done: number) => void) | undefined
}

/**
 * Makes a search again from its packet and says what differs. Identical means: the recipe gives the same pixels, every template made
 * again is the one on record within `templateTolerance`, every similarity, rank and tie is the same to the last bit, the certificate
 * holds, and the log proves and committed to all of it. Refuses MODEL_MISSING for another model, PACKET_DAMAGED.
 */
export async function replayPacket(packet: Packet, options: ReplayOptions): Promise<ReplayReport> {
  const { engine, house, key, onProgress = () => {} } = options
  const { frozen, manifest } = packet
  if (engine.model.id !== frozen.model.id) throw otherModel(packet, engine)
  // The gallery of a house is searched only for what that house's own log proves.
  const log = await replayLog(packet, house?.ledger.vkey ?? key)
  const picture = await replayPicture(packet, engine)
  const templates = await replayTemplates({ packet, engine, picture }, onProgress)
  const list = replayList(packet, templates)
  const examinations = replayExaminations(packet)
  const alone = together([log.finding, picture.finding, templates.finding, list, examinations])
  const searched = house
    ? await replayGallery(packet, { house, template: templates.probe, differences: alone.differences })
    : {
        finding: finding({
          notReplayed: ['gallery: no data folder was given; ranked over the candidates of the packet'],
        }),
      }
  const findings = together([alone, searched.finding])
  return {
    identical: findings.differences.length === 0,
    ...{ searchId: frozen.search.id, agency: manifest.agency, demonstration: manifest.demonstration },
    model: { id: frozen.model.id, name: frozen.model.name },
    candidates: templates.similarities.length,
    largestTemplateDifference: templates.largestDifference,
    ...findings,
    log: { entries: log.entries, keyGiven: house !== undefined || key !== undefined },
    ...('gallery' in searched && searched.gallery ? { gallery: searched.gallery } : {}),
  }
}

const otherModel = ({ frozen }: Packet, engine: FaceEngine) =>
  new Refused<'MODEL_MISSING'>({
    code: 'MODEL_MISSING',
    reason: `The search was made with the face model ${frozen.model.name} (${frozen.model.id}); here is ${engine.model.name} (${engine.model.id}).`,
    needed:
      'Give --data with a data folder that holds this model. Only the default model of the same version of Casebound can be made without one.',
  })
