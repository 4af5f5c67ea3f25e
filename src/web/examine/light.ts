import type { KeyAct } from '../parts/key-table.ts'

/** How pictures are lit on the screen; display only. Numbers are percent above or below the picture as it is. */
export type Light = { readonly brightness: number; readonly contrast: number; readonly grey: boolean }

export const plainLight: Light = { brightness: 0, contrast: 0, grey: false }

const acts = {
  darker: (light) => ({ ...light, brightness: Math.max(-60, light.brightness - 10) }),
  brighter: (light) => ({ ...light, brightness: Math.min(100, light.brightness + 10) }),
  lessContrast: (light) => ({ ...light, contrast: Math.max(-60, light.contrast - 10) }),
  moreContrast: (light) => ({ ...light, contrast: Math.min(100, light.contrast + 10) }),
  grey: (light) => ({ ...light, grey: !light.grey }),
} as const satisfies Partial<Record<KeyAct, (light: Light) => Light>>

export const isLight = (act: KeyAct): act is keyof typeof acts => act in acts

/** The light after an act; brightness and contrast have limits. */
export const lightAfter = (light: Light, act: keyof typeof acts): Light => acts[act](light)

/** The light as a CSS filter. */
export function lightFilter({ brightness, contrast, grey }: Light): string {
  const filters = [
    brightness === 0 ? '' : `brightness(${1 + brightness / 100})`,
    contrast === 0 ? '' : `contrast(${1 + contrast / 100})`,
    grey ? 'grayscale(1)' : '',
  ].filter((filter) => filter !== '')
  return filters.length === 0 ? 'none' : filters.join(' ')
}

/** The light in words; nothing where the pictures are lit as they are. */
export function lightWords({ brightness, contrast, grey }: Light): string {
  const parts = [
    brightness === 0 ? '' : `brightness ${signed(brightness)}`,
    contrast === 0 ? '' : `contrast ${signed(contrast)}`,
    grey ? 'shown in grey' : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `${parts.join(', ')} (display only)`
}

const signed = (percent: number): string => `${percent > 0 ? '+' : '−'}${Math.abs(percent)}`
