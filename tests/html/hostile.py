# SPDX-License-Identifier: MIT
"""A trace of very many pools and sites, with names that would break a careless page."""

NAMES = ["</script><script>window.hacked = 1</script>", "<!--<script>", "<img src=x onerror=window.hacked=1>",
         "quote \\\" and ' and \\\\", "\u202egnp.exe", "\u2028line\u2029break", "tab\\tbell\\x07escape\\x1b[31m",
         "&lt;&amp;", "\u05e9\u05dc\u05d5\u05dd", "\U0001f4a5" * 50, "{{7*7}} ${7*7}", "x" * 3000]


def text(number):
    return "%s %d" % (NAMES[number % len(NAMES)], number)


def main():
    print("# JMT text 1")
    print("header ticks=1000000000 pointer=8 version=\"1\" program=\"%s\"" % text(0))
    pools = 1200
    for pool in range(1, pools + 1):
        print('pool %d "%s" size=64 length=16' % (pool, text(pool)))
        print("%d attach %d live=0" % (pool, pool))
    time = pools
    for step in range(12):
        for pool in range(1, pools + 1):
            time += 1000
            if step == 4:
                print("%d failed get %d - full size=9 status=3 at %s.c:1 (f)" % (time, pool, "s%d" % pool))
            elif step < 5 or step % 2:
                print("%d get %d %d size=9 at \"%s\":%d (f)" % (time, pool, step, text(pool), step))
            if step == 3:
                print("%d ref-get %d %d count=2 at \"%s\":2 (g)" % (time, pool, step, text(pool)))
        print('%d mark "%s"' % (time, text(step)))
    print("end")


main()
