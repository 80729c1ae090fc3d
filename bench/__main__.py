"""`make bench`: every measurement there is, one table each, on this machine and in this run."""

from . import matching, pages


def main():
    for part in (pages, matching):
        print(f"\n{part.__doc__.splitlines()[0]}")
        for what, against, ratio, detail in part.measure():
            print(f"  {what:<44} {ratio:>8.2f} × {against:<34} {detail}")


if __name__ == "__main__":
    main()
