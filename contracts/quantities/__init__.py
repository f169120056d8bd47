"""Quantities as contracts write them: durations, rates and shares, counts of times.

30日内, 三十个工作日, 二十四（24）小时, thirty (30) days; 千分之三, 0.05%, 3‰, each with
the time for which it runs (每逾期一日, /日, per annum); 每年两次. Blanks left to fill in are found
too. Sums of money are found by ``contracts.amounts``.
"""
