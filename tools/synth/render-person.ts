import { assemble } from './assemble.ts'
import { background } from './background.ts'
import { develop, faceExposure, type Picture } from './develop.ts'
import { hairShape } from './hair-shape.ts'
import { buildHead, type Head } from './head-mesh.ts'
import type { Person } from './identity.ts'
import { illuminate } from './illuminate.ts'
import { keyShadow } from './lighting.ts'
import { drawSurface, emptyBuffer } from './raster.ts'
import type { Shot } from './shots.ts'
import type { Styling } from './styling.ts'
import { putVector } from './typed-array.ts'
import { makeView, type View } from './viewpoint.ts'

export const PICTURE_WIDTH_PX = 320
export const PICTURE_HEIGHT_PX = 400
const SAMPLES = 2
const EYE_LINE = 0.44
const DISTANCE_CM = 140

export type PictureSize = { readonly widthPx: number; readonly heightPx: number }
const FULL_SIZE: PictureSize = { widthPx: PICTURE_WIDTH_PX, heightPx: PICTURE_HEIGHT_PX }

/** Takes one picture of a person. A head built once may be used for all their pictures at that age. */
export const renderPerson = (
  person: Person,
  { styling, shot, head = buildHead(person) }: { styling: Styling; shot: Shot; head?: Head },
  size: PictureSize = FULL_SIZE,
): Picture => {
  const view = viewFor(shot, size)
  const scene = { head, hair: hairShape(person, styling), styling, expression: shot.expression, view }
  const surfaces = assemble(scene)
  const buffer = emptyBuffer(view)
  for (const surface of surfaces) drawSurface(buffer, view, surface)
  const exposure = faceExposure(person.skin.base)
  const values = illuminate(
    buffer,
    { scene, shot },
    {
      shadow: keyShadow(surfaces, shot.lighting.key),
      backdrop: background(shot.backdrop, { view, scale: view.focal / view.distanceCm, exposure }),
    },
  )
  return develop({ values, widthPx: view.widthPx, heightPx: view.heightPx }, SAMPLES, {
    ...shot,
    exposure: shot.exposure * exposure,
  })
}

/** The booking room with nobody in it. */
export const renderEmptyRoom = (shot: Shot): Picture => {
  const view = viewFor(shot, FULL_SIZE)
  const backdrop = background(shot.backdrop, { view, scale: view.focal / view.distanceCm, exposure: 1 })
  const values = new Float32Array(view.widthPx * view.heightPx * 3)
  const radiance = { r: 0, g: 0, b: 0 }
  for (let pixel = 0; pixel < values.length / 3; pixel++) {
    backdrop(pixel % view.widthPx, Math.floor(pixel / view.widthPx), radiance)
    putVector(values, pixel * 3, [radiance.r, radiance.g, radiance.b])
  }
  return develop({ values, widthPx: view.widthPx, heightPx: view.heightPx }, SAMPLES, shot)
}

const viewFor = (shot: Shot, { widthPx, heightPx }: PictureSize): View =>
  makeView({
    widthPx: widthPx * SAMPLES,
    heightPx: heightPx * SAMPLES,
    scale: (shot.scale * SAMPLES * widthPx) / PICTURE_WIDTH_PX,
    eyeLine: EYE_LINE,
    distanceCm: DISTANCE_CM,
    camera: shot.camera,
    head: shot.head,
  })
