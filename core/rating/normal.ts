/**
 * The 97.5% quantile of the standard normal distribution, Φ⁻¹(0.975): estimate ± this many standard errors is a
 * two-sided 95% interval. No unit. (Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.)
 */
export const normalQuantile = 1.959963984540054;
