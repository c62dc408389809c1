/** Characters that nobody sees: zero-width spaces and joiners, soft hyphens, marks of direction and of variation, fillers. */
export const INVISIBLE = /\p{Cf}|\u034f|[\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f]/gu
