/* The limit of any CGI program: starts, prints a small page, ends. */
#include <string.h>
#include <unistd.h>

int main(void) {
    static const char answer[] = "Content-Type: text/html; charset=utf-8\r\nContent-Length: 44\r\n\r\n"
                                 "<!doctype html><title>Hello</title><p>Hello\n";
    return write(1, answer, sizeof answer - 1) < 0;
}
