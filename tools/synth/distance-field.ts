import { length3 } from './shaping.ts'
import type { Vec3 } from './vector.ts'

/** Signed distance in cm from a point to a surface, negative inside. */
export type Field = (x: number, y: number, z: number) => number

/** An ellipsoid, approximately: exact distances need a root search and the blend hides the difference. */
export const ellipsoid = ({ centre, radii }: { centre: Vec3; radii: Vec3 }): Field => {
  const [cx, cy, cz] = centre
  const [ix, iy, iz] = [1 / radii[0], 1 / radii[1], 1 / radii[2]]
  return (x, y, z) => {
    const a = (x - cx) * ix
    const b = (y - cy) * iy
    const c = (z - cz) * iz
    const reach = length3(a, b, c)
    return (reach * (reach - 1)) / (length3(a * ix, b * iy, c * iz) + 1e-9)
  }
}

export type ConeShape = { from: Vec3; to: Vec3; radiusFrom: number; radiusTo: number }

/** A cone with rounded ends: a line whose thickness changes from one radius to the other. */
export const roundCone = ({ from, to, radiusFrom, radiusTo }: ConeShape): Field => {
  const [ax, ay, az] = from
  const [bx, by, bz] = [to[0] - ax, to[1] - ay, to[2] - az]
  const perLength = 1 / (bx * bx + by * by + bz * bz)
  return (x, y, z) => {
    const along = ((x - ax) * bx + (y - ay) * by + (z - az) * bz) * perLength
    const t = Math.max(0, Math.min(1, along))
    const distance = length3(x - ax - bx * t, y - ay - by * t, z - az - bz * t)
    return distance - (radiusFrom + (radiusTo - radiusFrom) * t)
  }
}
