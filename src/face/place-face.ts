import { Refused } from '../kernel/index.ts'
import { centre } from './centre.ts'
import type { Face, Point } from './face.ts'
import { faceOf } from './find-faces.ts'
import { eyesOf, findLandmarks } from './find-landmarks.ts'
import { meanLandmarks } from './mean-landmarks.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'
import type { FaceRefusalCode } from './refusal-code.ts'

/** Where a person says the eyes are: their centres, left and right as seen in the picture. */
export type EyeMarks = { readonly leftEye: Point; readonly rightEye: Point }

/** The least distance between the eyes at which anything can be compared at all. */
const leastEyeDistancePx = 8

/** Edge of a face's square in distances between the eyes, and how far below the eyes its middle lies. */
const faceEdge = 2.4
const belowEyes = 0.5

/** The network's eyes may differ from the marks by this share of the distance between them; else the marks count alone. */
const agreement = 0.25

/**
 * A face where detection found none, from the centres of its eyes as a person marked them. The landmark network fills in
 * the rest; where its eyes disagree with the marks, all points are those of the mean face laid on the marks.
 * Refuses MARKS_UNUSABLE for marks outside the photo or too close to each other.
 */
export async function placeFace(
  photo: Photo,
  { marks, network }: { marks: EyeMarks; network: Network },
): Promise<Face> {
  checkMarks(photo, marks)
  const { leftEye, rightEye } = marks
  const across = { x: rightEye.x - leftEye.x, y: rightEye.y - leftEye.y }
  const eyes = centre([leftEye, rightEye])
  const eyeDistance = Math.hypot(across.x, across.y)
  const middle = { x: eyes.x - across.y * belowEyes, y: eyes.y + across.x * belowEyes }
  const edge = eyeDistance * faceEdge
  const place = { ...middle, edge, turn: Math.atan2(across.y, across.x) }
  const [seen = []] = await findLandmarks(photo, { network, places: [place] })
  const landmarks = agree(seen, marks) ? seen : meanLandmarks(marks)
  const box = {
    left: middle.x - edge / 2,
    right: middle.x + edge / 2,
    top: middle.y - edge / 2,
    bottom: middle.y + edge / 2,
    confidence: 0,
  }
  return { ...faceOf(box, { photo, landmarks }), placedByHand: true }
}

function agree(landmarks: readonly Point[], marks: EyeMarks): boolean {
  const seen = eyesOf(landmarks)
  const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
  const limit = agreement * apart(marks.leftEye, marks.rightEye)
  return apart(seen.leftEye, marks.leftEye) <= limit && apart(seen.rightEye, marks.rightEye) <= limit
}

function checkMarks(photo: Photo, { leftEye, rightEye }: EyeMarks): void {
  const inside = ({ x, y }: Point) => x >= 0 && y >= 0 && x < photo.widthPx && y < photo.heightPx
  const eyeDistancePx = Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y)
  if (inside(leftEye) && inside(rightEye) && eyeDistancePx >= leastEyeDistancePx) return
  throw new Refused<FaceRefusalCode>({
    code: 'MARKS_UNUSABLE',
    reason: `The eyes are marked ${eyeDistancePx.toFixed(0)} px apart in a photo of ${photo.widthPx} × ${photo.heightPx} px; both must lie in it, at least ${leastEyeDistancePx} px apart.`,
    needed: 'Mark the centre of each eye in the picture.',
    evidence: { eyeDistancePx: Math.round(eyeDistancePx) || 0, limitPx: leastEyeDistancePx },
  })
}
