/**
 * Raised by one whenever any result changes for any input, and printed with every publication. What was published stays as it is stored;
 * its receipts say by which number they were recomputed, and where that gives something else.
 *
 * - 1: the first.
 * - 2: ends of a range are met exactly (1 gave 50.400000000000006 for [11.7, 50.4]). Results that 1 got wrong, and 2 gets right: values
 *   further apart than the largest double, power means with |p| < 0.001, weights beyond 2^±500, ranges wider than the largest double,
 *   and formulas without a result on equal values, which 1 took for a lack of spread whatever the cause. Every other score is the same
 *   to the last bit, so 2 recomputes the rounds of 1.
 */
export const engineVersion = 2;
