/** What the bench can do, and why no more. */
export function WhatTheBenchDoes({ more }: { more: string }) {
  return (
    <details className="cb-what">
      <summary>Only listed steps exist here, and none of them adds anything to a face. Why?</summary>
      <p>
        Crop, rotate, scale, brightness and contrast, grey, de-interlace, aspect repair: each moves, averages
        or re-shades what the camera saw. Mirroring half a face, pasting, painting, opening eyes and
        generative repair make a face that nobody has, and searches with such faces have led to wrong arrests.
        They do not exist here.
      </p>
      <p>
        The original is never changed. A recipe is stored with its digest and can be replayed to the same
        bytes by anybody. {more}
      </p>
    </details>
  )
}
