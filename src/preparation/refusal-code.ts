export type PreparationRefusalCode = 'RECIPE_INVALID' | 'OPERATION_UNKNOWN' | 'STEP_OUTSIDE' | 'COPY_SIZE'
