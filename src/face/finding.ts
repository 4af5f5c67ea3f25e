import { createHash } from 'node:crypto'
import { canonicalJson } from '../kernel/index.ts'
import { landmarkInputPx } from './landmark-graph.ts'

/** Files of the networks that find a face and its landmarks. The default model holds them, and lends them to the others. */
export const findingFiles = {
  detector: 'detector.onnx',
  priors: 'detector-priors.bin',
  landmarks: 'landmarks.onnx',
} as const

/**
 * Everything in code between the photo and the recogniser that changes a template. A change here must raise the version;
 * every model then gets a new id, and a gallery has to be coded anew.
 */
export const findingPipeline = {
  version: 4,
  detector:
    'whole at 64, 128, 256, 384, 768 px on canvases in steps of 32 px, from one another where half as large; tiles; exposures; turns; doubtful places drawn again',
  landmarkInputPx,
  landmarkLooks: 3,
  landmarkMargin: '0.2',
  landmarksDrawn:
    'at three turns, the two that agree, at two wider ones where those differ; all round where none agree; then upright by the eyes',
  sampling: 'box average of bilinear samples',
  normalisation: 'unit length',
} as const

/** What finds the faces: `sha256:` and the digest of its files and of the pipeline around them. */
export function findingIdOf(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  const ours = Object.values(findingFiles).map((name) => ({
    name,
    sha256: files.find((file) => file.name === name)?.sha256 ?? 'missing',
  }))
  const text = canonicalJson({ files: ours, pipeline: findingPipeline })
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
