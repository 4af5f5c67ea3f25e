import { FormGroup, Label } from '@trussworks/react-uswds'
import './file-field.css'

type Props = {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly onChange: (file: File | undefined) => void
}

/**
 * A picture from the disk. The file input of USWDS shows previews from `data:` addresses, which the content security policy forbids, so this
 * is the browser's own.
 */
export const PhotoField = ({ id, label, hint, onChange }: Props) => (
  <FormGroup>
    <Label htmlFor={id}>{label}</Label>
    <span id={`${id}-hint`} className="usa-hint">
      {hint}
    </span>
    <input
      type="file"
      id={id}
      name={id}
      className="usa-input cb-file"
      accept={imageTypes}
      aria-describedby={`${id}-hint`}
      onChange={(event) => onChange(event.target.files?.[0])}
    />
  </FormGroup>
)

export const imageTypes = 'image/jpeg,image/png,image/webp,image/tiff'
