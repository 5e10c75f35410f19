/**
 * Raised by one whenever any result changes for any input, and printed with every publication. A round published under an older number
 * is recomputed by that number's engine, which stays callable. Counted from the first release on: what changes before it is still 1.
 */
export const engineVersion = 1;
