import { beardShells } from './beard.ts'
import { ear } from './ear.ts'
import { type Expression, express } from './expression.ts'
import { eyeball } from './eyeball.ts'
import type { FaceShape } from './face-shape.ts'
import { glasses } from './glasses.ts'
import { type HairShape, hangs } from './hair-shape.ts'
import { hairShells } from './hair-shells.ts'
import { fringe, hangingHair } from './hanging-hair.ts'
import type { Head } from './head-mesh.ts'
import { type Mesh, vertexNormals } from './mesh.ts'
import type { Styling } from './styling.ts'
import { type Keeps, MATERIAL, type Material, type Surface } from './surface.ts'
import { torso } from './torso.ts'
import { placeBetween, placeOnHead, rotate, type View } from './viewpoint.ts'

export type Scene = {
  readonly head: Head
  readonly hair: HairShape
  readonly styling: Styling
  readonly expression: Expression
  readonly view: View
}

/** Every surface of a person placed before the camera. */
export const assemble = (scene: Scene): readonly Surface[] => {
  const { head, view, styling, expression } = scene
  const { face } = head
  const onHead = (mesh: Mesh, material: Material): Surface => ({
    mesh,
    material,
    positions: placeOnHead(mesh.positions, view),
    normals: rotate(mesh.normals, view.head),
    layer: 0,
    keeps: null,
    castsShadow: false,
  })
  const moved = movedHead(head, expression)
  const shadowed = { castsShadow: true }
  return [
    { ...onHead(moved, MATERIAL.head), keeps: outsideTheEyes(face, expression.lids), ...shadowed },
    onHead(eyeball(face, -1), MATERIAL.eye),
    onHead(eyeball(face, 1), MATERIAL.eye),
    { ...onHead(ear(face, -1), MATERIAL.ear), ...shadowed },
    { ...onHead(ear(face, 1), MATERIAL.ear), ...shadowed },
    body(scene),
    ...hairSurfaces(scene, { moved, onHead }),
    ...(styling.glasses === null
      ? []
      : [{ ...onHead(glasses(face, styling.glasses), MATERIAL.glasses), ...shadowed }]),
  ]
}

const movedHead = (head: Head, expression: Expression): Mesh => {
  const positions = express(head, expression)
  return { ...head.mesh, positions, normals: vertexNormals(positions, head.mesh.indices) }
}

/** The eye opening is cut out per pixel, which keeps the lids crisp however coarse the mesh is. */
const outsideTheEyes =
  ({ eye }: FaceShape, lids: number): Keeps =>
  (x, y, z) => {
    if (z < 5) return true
    const t = eye.along(x)
    if (t < -1 || t > 1) return true
    const above = eye.above(x, y)
    return Math.abs(above) > 1.2 || above >= eye.upperLid(t, lids) || above <= eye.lowerLid(t, lids)
  }

const body = ({ head, view }: Scene): Surface => {
  const mesh = torso(head.face.person)
  return {
    mesh,
    material: MATERIAL.torso,
    positions: placeBetween(mesh.positions, view, { headAboveY: -8, bodyBelowY: -16 }),
    normals: rotate(mesh.normals, view.camera),
    layer: 0,
    keeps: null,
    castsShadow: true,
  }
}

type Placing = { moved: Mesh; onHead: (mesh: Mesh, material: Material) => Surface }

const hairSurfaces = (scene: Scene, { moved, onHead }: Placing): readonly Surface[] => {
  const { head, hair, styling, view } = scene
  const { person } = head.face
  const grown = { head: head.mesh, positions: moved.positions }
  const shells = hairShells(hair, grown).map(({ mesh, ...rest }) => ({
    ...onHead(mesh, MATERIAL.shells),
    ...rest,
  }))
  const beard = beardShells(head.face, styling, grown).map(({ mesh, ...rest }) => ({
    ...onHead(mesh, MATERIAL.beard),
    ...rest,
  }))
  const hanging = (hangs(styling.hair) ? hangingHair(person, styling) : []).map(({ mesh, ...rest }) => ({
    ...onHead(mesh, MATERIAL.strands),
    positions: placeBetween(mesh.positions, view, { headAboveY: -6, bodyBelowY: -16 }),
    castsShadow: true,
    ...rest,
  }))
  const front = (styling.hair === 'fringe' ? fringe(person, styling) : []).map(({ mesh, ...rest }) => ({
    ...onHead(mesh, MATERIAL.strands),
    castsShadow: true,
    ...rest,
  }))
  return [...shells, ...front, ...hanging, ...beard]
}
