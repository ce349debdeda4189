/* SPDX-License-Identifier: MIT */
/*
 * Contracts that are proven whatever the function does: nothing satisfies what
 * they require, assume or are promised by a function they call. smoke.py must
 * find each of the three, and nothing in Sound.
 */

/*@ requires iValue > 3 && iValue < 2;
    assigns \nothing;
    ensures \result == 7;
*/
int Contradiction(int iValue)
{
    return iValue;
}

/*@ requires iValue < 5;
    assigns \nothing;
    behavior never:
      assumes iValue > 10;
      ensures \result == 7;
*/
int Behaviour(int iValue)
{
    return iValue;
}

/*@ assigns \nothing;
    ensures \result > 0 && \result < 0;
*/
int Outside(void);

/*@ assigns \nothing;
    ensures \result == 7;
*/
int Promised(void)
{
    return Outside();
}

/*@ requires iValue > 3;
    assigns \nothing;
    behavior large:
      assumes iValue > 10;
      ensures \result == 1;
    behavior small:
      assumes iValue <= 10;
      ensures \result == 2;
*/
int Sound(int iValue)
{
    return (iValue > 10) ? 1 : 2;
}
