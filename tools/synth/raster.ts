import { clamp } from './shaping.ts'
import type { Surface } from './surface.ts'
import { floatAt, indexAt } from './typed-array.ts'
import type { View } from './viewpoint.ts'

/** Floats kept per pixel: paint x y z, normal x y z, occlusion, cavity, layer. */
export const ATTRIBUTES = 9
const NOTHING_BEHIND = -1e9

/** What is nearest at every pixel, painted and lit later: each pixel is shaded once however many layers lie there. */
export type PixelBuffer = {
  readonly widthPx: number
  readonly heightPx: number
  readonly depth: Float32Array
  readonly material: Uint8Array
  readonly attributes: Float32Array
}

export const emptyBuffer = ({ widthPx, heightPx }: View): PixelBuffer => ({
  widthPx,
  heightPx,
  depth: new Float32Array(widthPx * heightPx).fill(NOTHING_BEHIND),
  material: new Uint8Array(widthPx * heightPx),
  attributes: new Float32Array(widthPx * heightPx * ATTRIBUTES),
})

/** A place inside a triangle: its three corners and their weights. */
type Spot = { a: number; b: number; c: number; wa: number; wb: number; wc: number }

const vectorAt = (values: Float32Array, spot: Spot, axis: number): number =>
  spot.wa * floatAt(values, spot.a * 3 + axis) +
  spot.wb * floatAt(values, spot.b * 3 + axis) +
  spot.wc * floatAt(values, spot.c * 3 + axis)

const valueAt = (values: Float32Array, spot: Spot): number =>
  spot.wa * floatAt(values, spot.a) + spot.wb * floatAt(values, spot.b) + spot.wc * floatAt(values, spot.c)

/** A flat map of depths to draw on: the picture, or the shadow map seen from the light. */
type Canvas = { readonly width: number; readonly height: number }
type Projected = { readonly x: Float32Array; readonly y: Float32Array }

/** Calls `visit` for every pixel centre inside every triangle. */
export const scanTriangles = (
  indices: Uint32Array,
  { x, y }: Projected,
  { canvas, visit }: { canvas: Canvas; visit: (pixel: number, spot: Spot) => void },
): void => {
  const spot: Spot = { a: 0, b: 0, c: 0, wa: 0, wb: 0, wc: 0 }
  for (let t = 0; t < indices.length; t += 3) {
    spot.a = indexAt(indices, t)
    spot.b = indexAt(indices, t + 1)
    spot.c = indexAt(indices, t + 2)
    const ax = floatAt(x, spot.a)
    const ay = floatAt(y, spot.a)
    const bx = floatAt(x, spot.b)
    const by = floatAt(y, spot.b)
    const cx = floatAt(x, spot.c)
    const cy = floatAt(y, spot.c)
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if (area === 0) continue
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5))
    const right = Math.min(canvas.width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5))
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5))
    const bottom = Math.min(canvas.height - 1, Math.floor(Math.max(ay, by, cy) - 0.5))
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const px = column + 0.5
        const py = row + 0.5
        spot.wa = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area
        spot.wb = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area
        spot.wc = 1 - spot.wa - spot.wb
        // A hair's breadth of tolerance closes the seams between neighbouring triangles.
        if (spot.wa < -1e-4 || spot.wb < -1e-4 || spot.wc < -1e-4) continue
        visit(row * canvas.width + column, spot)
      }
    }
  }
}

const project = (positions: Float32Array, view: View): Projected => {
  const count = positions.length / 3
  const x = new Float32Array(count)
  const y = new Float32Array(count)
  for (let k = 0; k < count; k++) {
    const scale = view.focal / (view.distanceCm - floatAt(positions, k * 3 + 2))
    x[k] = view.originX + floatAt(positions, k * 3) * scale
    y[k] = view.originY - floatAt(positions, k * 3 + 1) * scale
  }
  return { x, y }
}

/** Draws a surface where it is nearer than what is there and where it is not cut away. */
export const drawSurface = (buffer: PixelBuffer, view: View, surface: Surface): void => {
  const { mesh, positions, normals, keeps, material, layer } = surface
  const { paint, occlusion, cavity } = mesh
  const { depth, attributes } = buffer
  const visit = (pixel: number, spot: Spot): void => {
    const z = vectorAt(positions, spot, 2)
    if (z <= floatAt(depth, pixel)) return
    const px = vectorAt(paint, spot, 0)
    const py = vectorAt(paint, spot, 1)
    const pz = vectorAt(paint, spot, 2)
    const depthOfCrease = cavity === null ? 0 : valueAt(cavity, spot)
    if (keeps !== null && !keeps(px, py, pz, depthOfCrease)) return
    depth[pixel] = z
    buffer.material[pixel] = material
    const at = pixel * ATTRIBUTES
    attributes[at] = px
    attributes[at + 1] = py
    attributes[at + 2] = pz
    attributes[at + 3] = vectorAt(normals, spot, 0)
    attributes[at + 4] = vectorAt(normals, spot, 1)
    attributes[at + 5] = vectorAt(normals, spot, 2)
    attributes[at + 6] = occlusion === null ? 1 : clamp(valueAt(occlusion, spot))
    attributes[at + 7] = depthOfCrease
    attributes[at + 8] = layer
  }
  const canvas = { width: buffer.widthPx, height: buffer.heightPx }
  scanTriangles(mesh.indices, project(positions, view), { canvas, visit })
}

/** Draws only depths of a surface, and what is cut away casts no shadow either. */
export const drawDepth = (
  surface: Surface,
  projected: Projected & { readonly depth: Float32Array },
  { canvas, into }: { canvas: Canvas; into: Float32Array },
): void => {
  const { paint, cavity, indices } = surface.mesh
  const visit = (pixel: number, spot: Spot): void => {
    const z = valueAt(projected.depth, spot)
    if (z <= floatAt(into, pixel)) return
    if (surface.keeps !== null) {
      const [px, py, pz] = [vectorAt(paint, spot, 0), vectorAt(paint, spot, 1), vectorAt(paint, spot, 2)]
      if (!surface.keeps(px, py, pz, cavity === null ? 0 : valueAt(cavity, spot))) return
    }
    into[pixel] = z
  }
  scanTriangles(indices, projected, { canvas, visit })
}
