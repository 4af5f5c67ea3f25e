/** Pixels from the left and top edge of the oriented photo. */
export type Point = { readonly x: number; readonly y: number }

/** Upper left corner and size in pixels of the oriented photo; inside the photo. */
export type FaceBox = {
  readonly x: number
  readonly y: number
  readonly widthPx: number
  readonly heightPx: number
}

/** One face in a photo. Landmarks are the 68 points of the iBUG annotation, in its order. */
export type Face = {
  readonly box: FaceBox
  /** The detector's own confidence, 0 to 1, 0 for a face placed by hand; says nothing about who it is. */
  readonly confidence: number
  readonly landmarks: readonly Point[]
  /** Between the centres of the eyes. */
  readonly eyeDistancePx: number
  /** Turn of the line through the eyes; positive when the eye on the right of the picture is lower. */
  readonly rollDegrees: number
  /** A person marked the eyes, because detection found no face there. */
  readonly placedByHand?: true
}
