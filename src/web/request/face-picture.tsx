import { must } from '../../kernel/index.ts'
import type { CaseRequest, Face } from '../parts/api.ts'
import { searchedUrl } from './probe-url.ts'
import { searchedPicture } from './steps.ts'

/** How high a picture may stand, by where it stands. */
const heightsRem = { large: 30, small: 16 } as const

type PictureProps = {
  request: CaseRequest
  /** Index of the chosen face, if one is chosen. */
  chosen: number | undefined
  /** Without it the boxes are only shown. */
  onChoose?: (index: number) => void
  size?: keyof typeof heightsRem
}

/**
 * The picture with a numbered box on each face. Boxes can be clicked; for keyboards and screen readers the radio
 * buttons beside the picture do the same, so the boxes are hidden from them.
 */
export function FacePicture({ request, chosen, onChoose, size = 'large' }: PictureProps) {
  const probe = must(searchedPicture(request), 'picture that is searched')
  const ratio = probe.widthPx / probe.heightPx
  // The place of the picture is kept free before it is there.
  const stage = { width: `min(100%, ${(heightsRem[size] * ratio).toFixed(2)}rem)`, aspectRatio: ratio }
  return (
    <div className="cb-light-box cb-face-picture">
      <div className="cb-face-stage" style={stage}>
        <img
          src={searchedUrl(request)}
          alt="The image, with a numbered box on each face"
          width={probe.widthPx}
          height={probe.heightPx}
        />
        <div aria-hidden="true">
          {probe.faces.map((face, at) => (
            <button
              key={face.index}
              type="button"
              tabIndex={-1}
              className="cb-face-box"
              disabled={onChoose === undefined}
              data-chosen={face.index === chosen}
              data-other={chosen !== undefined && face.index !== chosen}
              style={placeOf(face, probe)}
              onClick={() => onChoose?.(face.index)}
            >
              <span>{at + 1}</span>
            </button>
          ))}
        </div>
      </div>
    </div>
  )
}

function placeOf({ box }: Face, picture: { widthPx: number; heightPx: number }) {
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`
  return {
    left: percent(box.x, picture.widthPx),
    top: percent(box.y, picture.heightPx),
    width: percent(box.widthPx, picture.widthPx),
    height: percent(box.heightPx, picture.heightPx),
  }
}
