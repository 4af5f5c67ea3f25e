import { must } from '../kernel/index.ts'
import { looksInTwoParts } from './detect-boxes.ts'
import type { FaceCrew } from './face-crew.ts'
import type { FirstSight } from './find-faces.ts'
import { firstTurnsInTwoParts, type LandmarkSets } from './find-landmarks.ts'
import type { LooseBox } from './loose-box.ts'
import type { Photo } from './photo.ts'

/** The first sight of a photo by two workers at once; what they see together is what one would see. */
export async function seeTogether(crew: FaceCrew, photo: Photo): Promise<FirstSight> {
  const looks = looksInTwoParts.map((edgesPx) => crew.ask({ kind: 'look', photo, edgesPx }))
  const atFirst = ((await Promise.all(looks)) as readonly (readonly LooseBox[])[]).flat()
  const boxes = (await crew.ask({ kind: 'boxes', photo, atFirst })) as readonly LooseBox[]
  if (boxes.length === 0) return { boxes, turned: [] }
  const turns = firstTurnsInTwoParts.map((part) => crew.ask({ kind: 'turn', photo, boxes, turns: part }))
  const parts = (await Promise.all(turns)) as readonly (readonly LandmarkSets[])[]
  return {
    boxes,
    turned: boxes.map((_, at) => parts.flatMap((part) => must(part[at], 'landmarks of the box'))),
  }
}
