/** Check digits of numbers that people carry. */

/** Whether the last digit is the check digit of the others. ISO/IEC 7812-1, annex B (Luhn). @param digits nothing but digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, character] of [...digits].reverse().entries()) {
    const doubled = Number(character) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Whether an account number has the right check digits. ISO 13616-1: with the first four characters moved to the end and
 * letters read as 10 to 35, it is 1 modulo 97 (ISO/IEC 7064, MOD 97-10). @param iban capital letters and digits, no blanks.
 */
export function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/**
 * Whether a number of a resident of China has the right last character. GB 11643-1999, by ISO/IEC 7064, MOD 11-2: the
 * weighted sum of all characters, X read as 10, is 1 modulo 11. @param number 17 digits and a digit or X.
 */
export function passesMod11(number: string): boolean {
  let rest = 0;
  for (const character of number.slice(0, 17)) rest = ((rest + Number(character)) * 2) % 11;
  const last = number.slice(17).toUpperCase();
  return (rest + (last === "X" ? 10 : Number(last))) % 11 === 1;
}
