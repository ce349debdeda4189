# SPDX-License-Identifier: MIT
"""A long trace: eight pools for an hour, one spike that must not be lost, gets that fail, many marks."""

import random


def main():
    chance = random.Random(7)
    print("# JMT text 1")
    print('header ticks=1000 pointer=4 version="2" program="station"')
    lengths = [20, 50, 100, 200, 400, 800, 1500, 3000]
    free = []
    for pool, length in enumerate(lengths, 1):
        print('pool %d "pool-%d" size=%d length=%d' % (pool, pool, 16 << pool, length))
        print("0 attach %d live=0" % pool)
        free.append(list(range(length)))
    held = [[] for _ in lengths]
    time = 0
    for step in range(120000):
        time += chance.randrange(60)
        i = chance.randrange(len(lengths))
        goal = lengths[i] * (0.3 + 0.25 * ((step // 9000 + i) % 3))
        if step == 70000:
            i = 2
            burst = list(free[i])
            for block in burst:
                print("%d get 3 %d size=20 at burst.c:7 (burst)" % (time, block))
            print("%d failed get 3 - full size=20 status=3 at burst.c:7 (burst)" % time)
            for block in burst:
                print("%d put 3 %d at burst.c:9 (burst)" % (time, block))
        if free[i] and (not held[i] or chance.random() < 0.5 + 0.3 * (len(held[i]) < goal)
                        - 0.3 * (len(held[i]) > goal)):
            block = free[i].pop()
            held[i].append(block)
            print("%d get %d %d size=%d at work.c:%d (work_%d)" % (time, i + 1, block, chance.randrange(1, 33),
                                                                 10 + i, i))
        elif held[i]:
            block = held[i].pop(chance.randrange(len(held[i])))
            free[i].append(block)
            print("%d put %d %d at work.c:%d (done_%d)" % (time, i + 1, block, 50 + i, i))
        else:
            print("%d failed get %d - full size=9 status=3 at work.c:%d (work_%d)" % (time, i + 1, 10 + i, i))
        if step % 6000 == 5999:
            print('%d mark "phase %d"' % (time, step // 6000))
    print("end")


main()
