/** What is written alike in every language: names, functions and signs of expressions, formulas, titles of books. */
export const ownNames = 'value, numerator, denominator, previous';
export const otherNames = 'previous_CODE, numerator_CODE, denominator_CODE';
export const previousNames = 'previous, previous_CODE';
export const functionNames = 'ln, exp, log10, sqrt, abs, min, max, pow, if';
export const conditionExample = 'if(x > 0, a, b)';
export const oneArgument = 'ln, exp, log10, sqrt, abs';
export const manyArguments = 'min, max';
export const modifiedZFormula = '0.6745 · (x − median) / MAD';
export const outlierReference = 'Iglewicz & Hoaglin, How to Detect and Handle Outliers, 1993';
export const seasonalReference = 'Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 9.1';
