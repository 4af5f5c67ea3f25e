import { describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import type { Face } from '../face/index.ts'
import { asId } from '../kernel/index.ts'
import { pointsInCopy, type Recipe } from '../preparation/index.ts'
import { chosenFace, otherFaces, searchedFace } from './chosen-face.ts'
import type { Probe, ProbeFace } from './probe.ts'
import type { SearchRequest } from './search-request.ts'

const original = { widthPx: 400, heightPx: 300 }
const steps: Recipe = [
  { op: 'rotate', version: 1, centidegrees: 1_200 },
  { op: 'crop', version: 1, xPx: 40, yPx: 60, widthPx: 300, heightPx: 240 },
  { op: 'scale', version: 1, percent: 150 },
]

/** A face whose eyes stand at a place, as `of` moves points of the original. */
function faceAt(x: number, y: number, move = (points: Face['landmarks']) => points): ProbeFace {
  const places = Array.from({ length: 68 }, (_, at) =>
    at >= 36 && at < 42 ? { x: x - 20, y } : at >= 42 && at < 48 ? { x: x + 20, y } : { x, y: y + 20 },
  )
  const landmarks = move(places)
  const xs = landmarks.map((point) => point.x)
  const ys = landmarks.map((point) => point.y)
  const box = {
    x: Math.round(Math.min(...xs)) - 10,
    y: Math.round(Math.min(...ys)) - 10,
    widthPx: Math.round(Math.max(...xs) - Math.min(...xs)) + 20,
    heightPx: Math.round(Math.max(...ys) - Math.min(...ys)) + 20,
  }
  return { face: { box, confidence: 0.9, landmarks, eyeDistancePx: 40, rollDegrees: 0 }, quality: [] }
}
const inCopy = (points: Face['landmarks']) => pointsInCopy(points, { original, recipe: steps })

function request(of: { faces: readonly ProbeFace[]; copyFaces?: readonly ProbeFace[]; faceIndex?: number }) {
  const probe: Probe = { blobId: '', sha256: '', bytes: 1, ...original, faces: of.faces }
  const copy = {
    ...{ originalSha256: '', decodedSha256: '', sha256: '', perceptualHash: '' },
    ...{ widthPx: 450, heightPx: 360, faces: of.copyFaces ?? [] },
  }
  const dates = { createdAt: new Date(0), updatedAt: new Date(0) }
  const recipe = { id: asId<never>('r'), title: 'r', steps, copy, createdBy: asId<never>('u'), ...dates }
  return {
    ...{ id: asId<never>('q'), agencyId: asId<never>('a'), requesterId: asId<never>('u') },
    ...{ status: 'draft', probe, recipe: of.copyFaces && recipe, ...dates },
    details: of.faceIndex === undefined ? {} : { faceIndex: of.faceIndex },
  } satisfies SearchRequest
}

describe('the face of a request', () => {
  it('is that of the original while no recipe is chosen', () => {
    const faces = [faceAt(100, 100), faceAt(250, 150)]
    const asked = request({ faces, faceIndex: 1 })
    expect(searchedFace(asked)).toBe(faces[1])
    expect(chosenFace(asked)).toBe(faces[1])
    expect(otherFaces(asked)).toEqual([faces[0]?.face])
  })

  it('is that of the working copy when searched, and the same one in the original when shown to people', () => {
    const copyFaces = [faceAt(180, 150, inCopy), faceAt(260, 160, inCopy)]
    const asked = request({ faces: [faceAt(180, 150)], copyFaces, faceIndex: 0 })
    expect(searchedFace(asked)).toBe(copyFaces[0])
    const shown = chosenFace(asked).face
    expect(shown.landmarks[36]?.x).toBeCloseTo(160, 3)
    expect(shown.landmarks[42]?.y).toBeCloseTo(150, 3)
    expect(shown.eyeDistancePx).toBeCloseTo(40, 3)
    expect(shown.rollDegrees).toBeCloseTo(0, 3)
    expect(shown.box.x).toBeGreaterThan(100)
    expect(shown.box.x + shown.box.widthPx).toBeLessThan(260)
  })

  it('hides whom only the original shows and whom only the working copy shows', () => {
    const asked = request({
      faces: [faceAt(180, 150), faceAt(60, 60)],
      copyFaces: [faceAt(180, 150, inCopy), faceAt(260, 160, inCopy)],
      faceIndex: 0,
    })
    const hidden = otherFaces(asked).map(({ landmarks }) => Math.round(landmarks[8]?.x ?? 0))
    expect(hidden).toEqual([60, 260])
  })

  it('is asked for when there are several, and refused when it is not there', async () => {
    const faces = [faceAt(100, 100), faceAt(250, 150)]
    expect(await catchCode(() => searchedFace(request({ faces })))).toBe('FACE_NOT_CHOSEN')
    expect(await catchCode(() => searchedFace(request({ faces, faceIndex: 5 })))).toBe('FACE_UNKNOWN')
    expect(await catchCode(() => searchedFace(request({ faces, copyFaces: [] })))).toBe('NO_FACE')
  })
})
