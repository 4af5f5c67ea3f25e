import type { CaseRequest, Face, ProbeRecipe } from '../parts/api.ts'

type BesideProps = { request: CaseRequest; recipe: ProbeRecipe; pending: boolean }

/** The quality of the face in the original and in the working copy, side by side; which is better is for people to say. */
export function QualityBeside({ request, recipe, pending }: BesideProps) {
  const chosen = request.chosenRecipeId
  const index = request.details.faceIndex
  const first = faceOf(request.probe?.faces ?? [], chosen === undefined ? index : undefined)
  const copy = faceOf(recipe.faces, chosen === recipe.id ? index : undefined)
  return (
    <section className="cb-beside" aria-label="Quality of both" aria-busy={pending}>
      <h2 className="cb-small-heading">Quality of the face, in both</h2>
      <p>
        {found('original', request.probe?.faces ?? [])} {found('working copy', recipe.faces)}
        {pending ? ' The working copy is being looked at again…' : ''}
      </p>
      {first === undefined && copy === undefined ? null : (
        <table className="cb-table cb-quality-table">
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">Original</th>
              <th scope="col">Working copy</th>
            </tr>
          </thead>
          <tbody>
            {namesOf(first, copy).map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <Measured face={first} name={name} />
                <Measured face={copy} name={name} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="usa-hint">
        From 0 to 100, higher is better. These measures say how well a face can be compared, not whether the
        preparation is right. Compare with the original before you use a copy.
      </p>
    </section>
  )
}

/** The chosen face, or the largest. */
function faceOf(faces: readonly Face[], index: number | undefined): Face | undefined {
  const area = ({ box }: Face) => box.widthPx * box.heightPx
  return (
    faces.find((face) => face.index === index) ?? [...faces].sort((one, other) => area(other) - area(one))[0]
  )
}

function found(where: string, faces: readonly Face[]): string {
  if (faces.length === 0) return `No face was found in the ${where}.`
  return `${faces.length === 1 ? 'One face' : `${faces.length} faces`} in the ${where}.`
}

function namesOf(...faces: readonly (Face | undefined)[]): readonly string[] {
  return [...new Set(faces.flatMap((face) => face?.quality.map(({ name }) => name) ?? []))]
}

/** The quality from 0 to 100, and in words what is weak. */
function Measured({ face, name }: { face: Face | undefined; name: string }) {
  const measure = face?.quality.find((one) => one.name === name)
  if (measure === undefined) return <td>–</td>
  return (
    <td data-ok={measure.ok} title={measure.words}>
      <span className="cb-figure">{measure.quality ?? ''}</span>{' '}
      <strong>{measure.ok ? 'good' : 'weak'}</strong>
      {measure.ok ? null : <span className="cb-weak-words">{measure.words}</span>}
    </td>
  )
}
