import type { Face, Photo } from '../face/index.ts'

/**
 * The face that a picture with a name to it means: of the faces whose box covers the centre of the picture the largest;
 * when none does, the one whose centre is nearest to it. Pictures of Labeled Faces in the Wild and booking portraits
 * are centred on their person, and a bystander may be as large. Undefined without a face.
 */
export function chosenFace(photo: Photo, faces: readonly Face[]): Face | undefined {
  const x = photo.widthPx / 2
  const y = photo.heightPx / 2
  const covers = ({ box }: Face) =>
    box.x <= x && x <= box.x + box.widthPx && box.y <= y && y <= box.y + box.heightPx
  const area = ({ box }: Face) => box.widthPx * box.heightPx
  const distance = ({ box }: Face) => Math.hypot(box.x + box.widthPx / 2 - x, box.y + box.heightPx / 2 - y)
  const [largest] = faces.filter(covers).sort((one, other) => area(other) - area(one))
  return largest ?? [...faces].sort((one, other) => distance(one) - distance(other))[0]
}
