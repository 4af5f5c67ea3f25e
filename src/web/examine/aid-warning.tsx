import type { Looking } from './looking.ts'

/** What the standards say of the aid that is in use. */
export function AidWarning({ look }: { look: Looking }) {
  return (
    <>
      {look.way === 'side' ? null : (
        <p className="cb-aid">
          <strong>An aid only.</strong> Faces laid over each other are no finding. FISWG's guidelines for
          facial comparison keep superimposition as an aid beside the comparison of features. The pictures are
          moved and scaled until the eyes meet, never turned or bent: pose, lens and expression shift all the
          rest.
        </p>
      )}
      {look.measuring ? (
        <p className="cb-aid">
          <strong>An aid only.</strong> ASTM E3149-18 (4.4) recommends that measuring faces in photographs not
          be used at all because of its limitations: pose, lens and distance change every length. Nothing
          measured here is saved or sealed.
        </p>
      ) : null}
    </>
  )
}
