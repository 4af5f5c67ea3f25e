import { encodePhoto, type Face, type FaceEngine, type Point } from '../face/index.ts'
import { must } from '../kernel/index.ts'

/** Body and headers of a picture of a person: never kept by a cache. */
export function imageAnswer(bytes: Uint8Array, type = 'image/jpeg'): Response {
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type, 'cache-control': 'private, no-store' },
  })
}

/** A stored photograph as an upright JPEG for display, whatever format it came in. */
export async function wholeJpeg(engine: FaceEngine, bytes: Uint8Array): Promise<Uint8Array> {
  return encodePhoto(await engine.readPhoto(bytes))
}

/** Centres of the two eyes in pixels, named as the viewer sees them (landmarks 36 to 41 and 42 to 47 of 68). */
export function viewerEyes(face: Face): { left: Point; right: Point } {
  return { left: centre(face, 36), right: centre(face, 42) }
}

function centre(face: Face, from: number): Point {
  const points = [0, 1, 2, 3, 4, 5].map((at) => must(face.landmarks[from + at], 'eye landmark'))
  const mean = (pick: (point: Point) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length
  return { x: mean((point) => point.x), y: mean((point) => point.y) }
}
