#include "rules/password_common.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum {
    LENGTH_MOST = 512,
    ENOUGH = 6,     /* what a password must be worth */
    WORD_WORTH = 2, /* one of hundreds, written in one of some ways */
    ROW_LEAST = 3,
};

/* clang-format off */
static const char *const words[] = {
    /* for the door itself */
    "password passwort passwd pass word parol parola paroli haslo sifre sifra kennwort motdepasse "
    "contrasena secret secure security access login logon user username admin administrator root "
    "guest test tester testing demo default temp temporary changeme change letmein welcome enter open "
    "hello start system server computer internet network windows linux google facebook instagram "
    "telegram whatsapp samsung iphone nokia пароль пароли секрет доступ вход логин админ "
    "администратор гость тест привет система компьютер интернет ключ şifrə gizli giriş salam "
    "istifadəçi xoşgəldin პაროლი გამარჯობა საიდუმლო გაღება գաղտնաբառ բարև գաղտնիք ադմին",
    /* the service */
    "topcop capaspoc police polis polisiya policja politie polizei militia militsiya customs gomruk "
    "douane zoll tamozhnya tamojnya border guard agent officer captain major general colonel sheriff "
    "marshal detective academy training trainer course student teacher school learn badge service "
    "ministry office work job boss chief полиция полис милиция таможня граница офицер капитан майор "
    "генерал академия курс школа работа служба поліція митниця міліція кордон паліцыя мытня gömrük "
    "sərhəd akademiya müəllim məktəb zabit პოლიცია საბაჟო ոստիկան մաքսատուն poliția vama "
    "graniceri frontiera",
    /* love and swear words, animals, games, heroes */
    "love lover iloveyou loveme forever baby honey sweet sweetie angel princess prince queen king "
    "lovely kiss sexy beautiful pretty flower sunshine sunny summer winter spring autumn rainbow star "
    "stars moon heaven happy smile lucky freedom power master killer shadow hunter ranger rider "
    "soldier warrior ninja wizard magic dragon tiger lion wolf eagle falcon monkey panda bear horse "
    "dog doggy puppy cat kitty kitten bird dolphin butterfly superman batman spider spiderman pokemon "
    "starwars matrix naruto minecraft football soccer hockey baseball basketball chelsea arsenal "
    "liverpool barcelona realmadrid juventus ronaldo messi qarabag neftchi dinamo spartak zenit "
    "lokomotiv galatasaray fenerbahce besiktas trabzonspor shakhtar pussy fuck fuckyou fucker shit "
    "bitch asshole damn devil satan любовь люблю тебя солнышко солнце зайка котик кошка собака малыш "
    "мама папа семья дом ангел звезда принцесса красотка счастье удача весна лето осень зима дракон "
    "тигр волк медведь наташа саша сергей дима андрей александр алексей елена мария анна ольга "
    "татьяна максим никита lyubov lublu solnce solnyshko zvezda zaika kotik mama papa privet natasha "
    "sasha sergey dima andrey alexander alexey elena maria anna olga tatiana maxim nikita ivan igor "
    "oleg vladimir dmitry кохання сонечко сонце мрія слава вкраїна дзякуй каханне sevgi sevgilim "
    "canım canim ürəyim urayim günəş gunes ulduz bahar payız ana ata aile ailəm həyat heyat მიყვარხარ "
    "სიყვარული მზე დედა მამა սեր արև մայր dragoste iubire soare steaua tata schatz liebe sommer "
    "soleil amour bonjour azerty kochanie misiek",
    /* names and places */
    "james john robert michael david daniel thomas joseph charles jordan andrew joshua matthew "
    "jennifer jessica ashley michelle nicole amanda maggie hannah charlie george harley ali mehmet "
    "mustafa ahmet hasan huseyn murad rashad elvin orxan nigar leyla aysel gunel sevinc vusal tural "
    "giorgi nino mariam luka davit irakli tamar ana armen aram ani gor hayk narek nare andrei ion "
    "vasile azerbaijan azerbaycan azerbaydjan azərbaycan baku baki bakı ganja sumqayit naxcivan "
    "qarabağ georgia sakartvelo saqartvelo საქართველო თბილისი tbilisi batumi kutaisi armenia hayastan "
    "հայաստան երևան yerevan gyumri moldova chisinau chișinău balti belarus беларусь минск minsk brest "
    "gomel ukraine ukraina україна київ kyiv kiev lviv odesa odessa kharkiv россия russia moscow "
    "москва украина азербайджан баку грузия армения turkey türkiye turkiye ankara istanbul poland "
    "polska warszawa warsaw romania bucuresti europe europa london paris berlin america american "
    "brazil england germany france",
    /* days, months, numbers */
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december понедельник вторник среда четверг пятница "
    "суббота воскресенье январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь "
    "декабрь one two three four five six seven eight nine zero один два три четыре пять blue red "
    "green black white yellow orange purple silver gold golden coffee chocolate cookie banana cheese "
    "pepper ginger apple cherry music rock guitar piano money cash rich bitcoin",
};

static const char *const rows[] = {
    "1234567890", "9876543210", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+",
    "qwertzuiopu", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.", "zaq1xsw2cde3vfr4bgt5nhy6mju7", "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1a2b3c4d5e6f7g8h9i", "a1b2c3d4e5f6g7h8i9",
    "147258369", "159357", "741852963",
};
/* clang-format on */
enum { WORDS = sizeof words / sizeof *words };

/* The password in folded characters, and what its beginning up to each is worth at least. */
struct parts {
    uint32_t letters[LENGTH_MOST];
    int worth[LENGTH_MOST + 1];
    int count;
};

static void read_letters(struct parts *parts, const char *password) {
    struct arena arena = { 0 };
    while (*password && parts->count < LENGTH_MOST) {
        const char *start = password;
        text_next(&password);
        const char *folded = text_fold(&arena, arena_copy_part(&arena, start, (size_t)(password - start)));
        if (!*folded)
            folded = " ";
        for (uint32_t letter; parts->count < LENGTH_MOST && (letter = text_next(&folded));)
            parts->letters[parts->count++] = letter;
    }
    arena_done(&arena);
}

/* Whether a character of a password is meant for a letter of a word. */
static bool is_like(uint32_t typed, uint32_t letter) {
    static const char typed_for[][2] = {
        { '0', 'o' }, { '1', 'i' }, { '1', 'l' }, { '3', 'e' }, { '4', 'a' },
        { '5', 's' }, { '7', 't' }, { '8', 'b' }, { '9', 'g' }, { '@', 'a' },
        { '$', 's' }, { '!', 'i' }, { '!', 'l' }, { '6', 'g' }, { '2', 'z' }
    };
    if (typed == letter)
        return true;
    for (size_t i = 0; i < sizeof typed_for / sizeof *typed_for; i++)
        if (typed == (uint32_t)typed_for[i][0] && letter == (uint32_t)typed_for[i][1])
            return true;
    return false;
}

static void offer(struct parts *parts, int start, int length, int worth) {
    int *to = &parts->worth[start + length];
    if (parts->worth[start] + worth < *to)
        *to = parts->worth[start] + worth;
}

/* The words of a list that stand at `start`. */
static void offer_words(struct parts *parts, int start, const char *list, int worth) {
    while (*list) {
        int length = 0;
        bool same = true;
        uint32_t letter;
        while ((letter = text_next(&list)) && text_is_word(letter)) {
            same = same && start + length < parts->count && is_like(parts->letters[start + length], letter);
            length++;
        }
        if (same && length >= ROW_LEAST)
            offer(parts, start, length, worth);
        if (!letter)
            break;
    }
}

/* How many letters from `start` follow each other in a row of keys, forwards (1) or backwards (-1). */
static int run_in(const struct parts *parts, int start, const uint32_t *row, int count, int step) {
    int best = 0;
    for (int from = 0; from < count; from++) {
        int length = 0;
        for (int at = from; at >= 0 && at < count && start + length < parts->count; at += step, length++)
            if (parts->letters[start + length] != row[at])
                break;
        best = length > best ? length : best;
    }
    return best;
}

static void offer_rows(struct parts *parts, int start) {
    struct arena arena = { 0 };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = text_fold(&arena, rows[i]);
        uint32_t row[64];
        int count = 0;
        while (count < 64 && (row[count] = text_next(&text)))
            count++;
        for (int step = -1; step <= 1; step += 2)
            for (int length = run_in(parts, start, row, count, step); length >= ROW_LEAST; length--)
                offer(parts, start, length, 1);
    }
    arena_done(&arena);
}

/* The same once more as stands before `start`: "abcabc", "aaaa". */
static void offer_repetitions(struct parts *parts, int start) {
    for (int length = 1; length <= start; length++) {
        int times = 0;
        while (start + (times + 1) * length <= parts->count &&
               !memcmp(&parts->letters[start - length], &parts->letters[start + times * length],
                       (size_t)length * sizeof *parts->letters))
            times++;
        for (; times > 0; times--)
            offer(parts, start, times * length, 1);
    }
}

static void offer_number(struct parts *parts, int start) {
    int length = 0;
    while (start + length < parts->count && parts->letters[start + length] >= '0' &&
           parts->letters[start + length] <= '9')
        length++;
    for (; length > 1; length--)
        offer(parts, start, length, (length + 1) / 2);
    const uint32_t *digit = &parts->letters[start];
    bool is_year = start + 4 <= parts->count &&
                   ((digit[0] == '1' && digit[1] == '9') || (digit[0] == '2' && digit[1] == '0'));
    if (is_year)
        offer(parts, start, 4, 1);
}

bool password_is_common(const char *password, const char *own) {
    struct parts parts = { .count = 0 };
    struct arena arena = { 0 };
    const char *known[WORDS];
    for (int i = 0; i < WORDS; i++)
        known[i] = text_fold(&arena, words[i]);
    read_letters(&parts, password);
    for (int i = 1; i <= parts.count; i++)
        parts.worth[i] = INT_MAX / 2;
    for (int start = 0; start < parts.count; start++) {
        offer(&parts, start, 1, 1);
        for (int i = 0; i < WORDS; i++)
            offer_words(&parts, start, known[i], WORD_WORTH);
        offer_words(&parts, start, own, 1);
        offer_rows(&parts, start);
        offer_repetitions(&parts, start);
        offer_number(&parts, start);
    }
    bool is_common = parts.worth[parts.count] < ENOUGH;
    explicit_bzero(&parts, sizeof parts);
    arena_done(&arena);
    return is_common;
}
