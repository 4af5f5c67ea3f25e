import type { Face, FaceBox, Point } from '../face/index.ts'
import { Refused } from '../kernel/index.ts'
import { pointsInOriginal } from '../preparation/index.ts'
import { type ProbeFace, probeOf } from './probe.ts'
import type { SearchRefusalCode } from './refusal-code.ts'
import type { Pictured } from './search-request.ts'

/** The faces of the picture that is searched: the working copy of the chosen recipe, or the original. */
export const searchedFaces = (request: Pictured): readonly ProbeFace[] =>
  request.recipe?.copy.faces ?? probeOf(request).faces

/** The one face that is searched with, in the picture that is searched. Refuses NO_FACE, FACE_NOT_CHOSEN, FACE_UNKNOWN. */
export function searchedFace(request: Pictured): ProbeFace {
  const faces = searchedFaces(request)
  const index = request.details.faceIndex ?? (faces.length === 1 ? 0 : undefined)
  if (faces.length === 0) {
    throw new Refused<'NO_FACE'>({
      code: 'NO_FACE',
      reason: 'No face was found in the probe.',
      needed:
        'Use another frame in which the face is larger, brighter or less turned away, prepare the image, or mark the eyes by hand.',
      evidence: { faces: 0 },
    })
  }
  if (index === undefined) {
    throw new Refused<SearchRefusalCode>({
      code: 'FACE_NOT_CHOSEN',
      reason: `The probe shows ${faces.length} faces; a search is for one.`,
      needed: `Say which face (0 to ${faces.length - 1}, from left to right in the list); the others will be blurred.`,
      evidence: { faces: faces.length },
    })
  }
  const face = faces[index]
  if (face) return face
  throw new Refused<SearchRefusalCode>({
    code: 'FACE_UNKNOWN',
    reason: `There is no face ${index}; the probe shows ${faces.length}.`,
    needed: `Choose 0 to ${faces.length - 1}.`,
    evidence: { faces: faces.length, asked: index },
  })
}

/** The same face in the untouched original, on which people compare. Refuses as `searchedFace`. */
export const chosenFace = (request: Pictured): ProbeFace => inOriginal(request, searchedFace(request))

/** Every other face that is known in the original: found there, or in the working copy. */
export function otherFaces(request: Pictured): readonly Face[] {
  const chosen = searchedFace(request)
  const elsewhere = searchedFaces(request).filter((face) => face !== chosen)
  if (request.recipe === undefined) return elsewhere.map(({ face }) => face)
  const kept = inOriginal(request, chosen).face
  const inFirst = probeOf(request).faces.filter(({ face }) => !shareTheirMiddle(face.box, kept.box))
  return [...inFirst, ...elsewhere.map((face) => inOriginal(request, face))].map(({ face }) => face)
}

function inOriginal(request: Pictured, found: ProbeFace): ProbeFace {
  const { recipe } = request
  if (recipe === undefined) return found
  const original = probeOf(request)
  const back = (points: readonly Point[]) => pointsInOriginal(points, { original, recipe: recipe.steps })
  const { box } = found.face
  const corners = [
    { x: box.x, y: box.y },
    { x: box.x + box.widthPx, y: box.y },
    { x: box.x, y: box.y + box.heightPx },
    { x: box.x + box.widthPx, y: box.y + box.heightPx },
  ]
  const landmarks = back(found.face.landmarks)
  const [left, right] = [middle(landmarks.slice(36, 42)), middle(landmarks.slice(42, 48))]
  const face: Face = {
    ...found.face,
    box: boxAround(back(corners), original),
    landmarks,
    eyeDistancePx: Math.hypot(right.x - left.x, right.y - left.y),
    rollDegrees: (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI,
  }
  return { ...found, face }
}

function middle(points: readonly Point[]): Point {
  const mean = (pick: (point: Point) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / Math.max(1, points.length)
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) }
}

/** The smallest box of whole pixels around points, inside the picture. */
function boxAround(points: readonly Point[], within: { widthPx: number; heightPx: number }): FaceBox {
  const inside = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)))
  const xs = points.map(({ x }) => inside(x, within.widthPx))
  const ys = points.map(({ y }) => inside(y, within.heightPx))
  const x = Math.min(...xs, within.widthPx - 1)
  const y = Math.min(...ys, within.heightPx - 1)
  return {
    x,
    y,
    widthPx: Math.max(1, Math.max(...xs) - x),
    heightPx: Math.max(1, Math.max(...ys) - y),
  }
}

/** Whether the middle of one box lies in the other: then they are boxes of one face. */
function shareTheirMiddle(one: FaceBox, other: FaceBox): boolean {
  const holds = (box: FaceBox, { x, y }: Point) =>
    x >= box.x && x <= box.x + box.widthPx && y >= box.y && y <= box.y + box.heightPx
  const middleOf = (box: FaceBox) => ({ x: box.x + box.widthPx / 2, y: box.y + box.heightPx / 2 })
  return holds(one, middleOf(other)) || holds(other, middleOf(one))
}
