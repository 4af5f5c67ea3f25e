import { must } from '../../kernel/index.ts'
import type { CaseRequest } from '../parts/api.ts'
import type { FacePick } from './face-pick.ts'
import { probeUrl } from './probe-url.ts'

/**
 * The picture with a numbered box on each face. Boxes can be clicked; for keyboards and screen readers the radio
 * buttons beside the picture do the same, so the drawing is hidden from them.
 */
export function FacePicture({ request, pick }: { request: CaseRequest; pick: FacePick }) {
  const probe = must(request.probe, 'probe')
  const shape = { aspectRatio: `${probe.widthPx} / ${probe.heightPx}` }
  return (
    <div className="cb-light-box cb-face-picture">
      <div className="cb-face-stage" style={shape}>
        <img src={probeUrl(request)} alt="The image, with a numbered box on each face" />
        <svg viewBox={`0 0 ${probe.widthPx} ${probe.heightPx}`} aria-hidden="true">
          {probe.faces.map((face, at) => (
            <g
              key={face.index}
              className="cb-face-box"
              data-chosen={face.index === pick.index}
              data-other={pick.index !== undefined && face.index !== pick.index}
              onClick={() => pick.choose(face.index)}
            >
              <rect x={face.box.x} y={face.box.y} width={face.box.widthPx} height={face.box.heightPx} />
              <FaceNumber box={face.box} number={at + 1} pictureWidthPx={probe.widthPx} />
            </g>
          ))}
        </svg>
      </div>
    </div>
  )
}

type NumberProps = { box: { x: number; y: number }; number: number; pictureWidthPx: number }

function FaceNumber({ box, number, pictureWidthPx }: NumberProps) {
  const size = pictureWidthPx / 20
  return (
    <>
      <rect className="cb-face-plate" x={box.x} y={box.y} width={size * 1.2} height={size * 1.2} />
      <text x={box.x + size * 0.6} y={box.y + size * 0.93} fontSize={size} textAnchor="middle">
        {number}
      </text>
    </>
  )
}
